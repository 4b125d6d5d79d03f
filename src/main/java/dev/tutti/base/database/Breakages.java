package dev.tutti.base.database;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the connections that broke: where one did, the others may have too. */
final class Breakages {
    private final AtomicLong count = new AtomicLong();

    void note() {
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }
}
