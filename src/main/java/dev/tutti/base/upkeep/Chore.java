package dev.tutti.base.upkeep;

import java.time.Instant;

/**
 * Something that has to be cleared away from time to time. It may run on several nodes at once, and again before the
 * last time is over, so it must do no harm twice. What is much it clears in small transactions.
 */
public interface Chore {
    /** @param now the time by which to judge what is over */
    void run(Instant now);
}
