package dev.tutti.live.room;

import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;

/** What a part of a workspace is called: a document, a task, a chat. Equal names are the same text, letter by letter. */
public record RoomName(String text) {
    /** A binary frame has one byte for the length. */
    static final int MOST_BYTES = 255;

    /**
     * @param field where the client wrote it
     * @param most how many characters it may have
     * @throws Problem.Invalid {@code bad_value} when it cannot be one
     */
    public static RoomName parse(String field, String text, int most) {
        int length = text.codePointCount(0, text.length());
        boolean fits = length >= 1 && length <= most && text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        if (!fits || text.isBlank() || text.codePoints().anyMatch(RoomName::breaksLines)) {
            if (length > most) {
                Limit.ROOM_NAME_CHARS.struck();
            }
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE,
                    field,
                    "must have 1 to " + most + " characters, on one line, and at most " + MOST_BYTES
                            + " bytes in UTF-8");
        }
        return new RoomName(text);
    }

    private static boolean breaksLines(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return text;
    }
}
