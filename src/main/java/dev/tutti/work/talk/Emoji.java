package dev.tutti.work.talk;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;

/** What somebody reacts with: a sign without white space, which may be made of several code points. */
public record Emoji(String text) {
    private static final int MOST = 16;

    /** @throws Problem.Invalid when it is longer than {@value #MOST} code points, or no sign at all */
    public Emoji {
        boolean sign = !text.isEmpty()
                && text.codePointCount(0, text.length()) <= MOST
                && text.codePoints().noneMatch(Emoji::isUnfit);
        if (!sign) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST,
                    "emoji",
                    "must be 1 to " + MOST + " characters, without white space and control characters.");
        }
    }

    private static boolean isUnfit(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
