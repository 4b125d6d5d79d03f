package dev.tutti.base.limit;

import java.time.Clock;
import java.time.Duration;

/**
 * Lets things through at a steady rate and a number of them at once: a bucket that holds {@code burst} tokens and
 * refills evenly. Safe to share between threads.
 */
public final class RateLimiter {
    private final Clock clock;
    private final double burst;
    private final double perMilli;

    private double tokens;
    private long filledAt;

    /**
     * @param burst how many at once
     * @param count how many in each {@code period}, in the long run
     */
    public RateLimiter(Clock clock, int burst, int count, Duration period) {
        this.clock = clock;
        this.burst = burst;
        this.perMilli = (double) count / period.toMillis();
        this.tokens = burst;
        this.filledAt = clock.millis();
    }

    /** @return whether one more is within the rate; if so, it counts */
    public boolean allows() {
        return allows(1);
    }

    /** @return whether so many more are within the rate; if so, they count, and if not, none of them does */
    public synchronized boolean allows(int count) {
        long now = clock.millis();
        // A clock that was set back must not empty the bucket.
        tokens = Math.min(burst, tokens + Math.max(0, now - filledAt) * perMilli);
        filledAt = now;
        if (tokens < count) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /** @return how long until one more will be within the rate */
    public synchronized Duration untilNext() {
        return Duration.ofMillis((long) Math.ceil(Math.max(0, 1 - tokens) / perMilli));
    }
}
