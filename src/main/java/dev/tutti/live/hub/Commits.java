package dev.tutti.live.hub;

import dev.tutti.base.metrics.Distribution;
import dev.tutti.journal.Entry;
import dev.tutti.live.protocol.Commit;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when entries were committed.
 *
 * @param clock by which entries say when they were written, on whatever node
 * @param nanos how time passes here
 */
record Commits(Clock clock, LongSupplier nanos) {
    /** @return of an entry that is committed here this moment */
    Commit now() {
        return new Commit(nanos.getAsLong(), Distribution.DELIVERY_OF_OURS);
    }

    /** @return of one that was read: it says when it was written, a moment before its commit */
    Commit of(Entry entry) {
        long age = clock.millis() - entry.when().toEpochMilli();
        return new Commit(nanos.getAsLong() - TimeUnit.MILLISECONDS.toNanos(age), Distribution.DELIVERY_OF_OTHERS);
    }
}
