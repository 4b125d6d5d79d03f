package dev.tutti.docs;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.live.protocol.CloseCode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All error codes and close codes, and what a client does next. */
public record Codes(List<ErrorMeaning> errors, List<CloseMeaning> closes) {
    /**
     * What an error code means.
     *
     * @param status of HTTP, unless a problem names a more precise one
     */
    public record ErrorMeaning(String code, int status, String title, String retry) {}

    /** What a close code means. */
    public record CloseMeaning(int code, String name, String next) {}

    static final Codes ALL = new Codes(
            Stream.of(ErrorCode.values())
                    .map(code -> new ErrorMeaning(code.wire(), code.status(), code.title(), wire(code.retry())))
                    .toList(),
            Stream.of(CloseCode.values())
                    .map(code -> new CloseMeaning(code.code(), code.word(), wire(code.next())))
                    .toList());

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
