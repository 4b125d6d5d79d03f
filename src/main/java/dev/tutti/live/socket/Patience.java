package dev.tutti.live.socket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long a client may go on sending too much before it is sent away. */
final class Patience {
    private static final Duration LENGTH = Duration.ofSeconds(10);
    /** A pause of so long ends what went before. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Clock clock;
    private Instant since = Instant.MAX;
    private Instant last = Instant.MIN;

    Patience(Clock clock) {
        this.clock = clock;
    }

    /** The client has sent too much again. @return whether it has gone on for too long */
    synchronized boolean isOver() {
        Instant now = clock.instant();
        if (last.isBefore(now.minus(PAUSE))) {
            since = now;
        }
        last = now;
        return Duration.between(since, now).compareTo(LENGTH) >= 0;
    }
}
