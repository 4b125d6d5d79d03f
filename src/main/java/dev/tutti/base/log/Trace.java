package dev.tutti.base.log;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request belongs to in the eyes of whoever sent it, across all systems that have a part in it (W3C Trace Context).
 *
 * @param id 32 digits
 * @param flags two digits; whether the trace is recorded is one of them
 */
public record Trace(String id, String flags) {
    public static final String HEADER = "traceparent";

    /** Of the only version that there is. */
    private static final Pattern FORM =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})");

    /** @return empty where what was sent tells of none */
    public static Optional<Trace> parse(Optional<String> sent) {
        return sent.map(FORM::matcher).filter(Matcher::matches).map(form -> new Trace(form.group(1), form.group(2)));
    }

    /** @return the header that hands it on, with a step of our own */
    public String parent() {
        String step = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
        return "00-" + id + "-" + step + "-" + flags;
    }
}
