package dev.tutti.work.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long a message that was not taken waits for its next try: longer each time, and never as long as that of others that
 * failed with it.
 *
 * @param chance from 0 to below 1
 */
record Backoff(DoubleSupplier chance) {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Nobody may ask us to stay away for longer: what waits would be trimmed. */
    private static final Duration LONGEST_ASKED = Duration.ofDays(1);

    private static final int DOUBLINGS = 16;

    /**
     * @param failures how often it failed until now, at least once
     * @param asked what the receiver said in {@code Retry-After}: seconds, or a date
     */
    Duration pause(int failures, Optional<String> asked, Instant now) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        Duration most = grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
        Duration own = Duration.ofMillis((long) (most.toMillis() * (0.5 + chance.getAsDouble() / 2)));
        Duration wished = asked.flatMap(text -> asked(text, now)).orElse(Duration.ZERO);
        return own.compareTo(wished) > 0 ? own : wished;
    }

    private static Optional<Duration> asked(String text, Instant now) {
        Optional<Duration> asked = text.matches("[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : date(text).map(then -> Duration.between(now, then));
        return asked.map(wait -> wait.compareTo(LONGEST_ASKED) < 0 ? wait : LONGEST_ASKED);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
