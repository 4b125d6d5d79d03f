package dev.tutti.base.metrics;

import java.util.function.LongSupplier;

/** By how much something has grown since a test began to look: what is counted is counted for all tests. */
public final class Growth {
    private final LongSupplier count;
    private final long before;

    private Growth(LongSupplier count) {
        this.count = count;
        before = count.getAsLong();
    }

    public static Growth of(LongSupplier count) {
        return new Growth(count);
    }

    public static Growth of(Limit limit) {
        return new Growth(limit::strikes);
    }

    public static Growth of(Count count, String... words) {
        return new Growth(() -> count.soFar(words));
    }

    public long now() {
        return count.getAsLong() - before;
    }
}
