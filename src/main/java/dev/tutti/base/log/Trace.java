package dev.tutti.base.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request belongs to in the eyes of whoever sent it, across all systems that have a part in it (W3C Trace Context).
 *
 * @param id 32 digits
 * @param step 16 digits; that of the caller, who has recorded it, so that what follows hangs beneath one that somebody knows
 * @param flags two digits; whether the trace is recorded is one of them
 */
public record Trace(String id, String step, String flags) {
    public static final String HEADER = "traceparent";

    /** Of the only version that there is. */
    private static final Pattern FORM =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    /** @return empty where what was sent tells of none */
    public static Optional<Trace> parse(Optional<String> sent) {
        return sent.map(FORM::matcher)
                .filter(Matcher::matches)
                .map(form -> new Trace(form.group(1), form.group(2), form.group(3)));
    }

    /** @return the header that hands it on */
    public String parent() {
        return "00-" + id + "-" + step + "-" + flags;
    }
}
