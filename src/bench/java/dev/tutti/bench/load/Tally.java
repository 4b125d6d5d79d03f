package dev.tutti.bench.load;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Who has heard what. A broadcast is in flight from when it is sent until the last one that it is for has it; there is
 * no end to a measurement while one is.
 */
public final class Tally implements Ear {
    /** More than this many are never in flight. */
    private static final int KEPT = 1 << 16;

    private static final long MOST_NANOS = Duration.ofMinutes(2).toNanos();

    private final int receivers;
    private final AtomicLongArray sent = new AtomicLongArray(KEPT);
    private final AtomicIntegerArray heard = new AtomicIntegerArray(KEPT);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger complete = new AtomicInteger();
    private final Semaphore room = new Semaphore(KEPT);
    /** Written by the crowd's thread alone. */
    private volatile Histogram latency = new Histogram(MOST_NANOS, 3);

    private volatile Semaphore window = new Semaphore(KEPT);

    /** @param receivers of each broadcast */
    public Tally(int receivers) {
        this.receivers = receivers;
    }

    /** A measurement begins. @param inFlight how many may be, at the same time */
    void begins(int inFlight) {
        latency = new Histogram(MOST_NANOS, 3);
        window = new Semaphore(inFlight);
    }

    /** Waits until there is room for one more, and numbers it. */
    int next() throws InterruptedException {
        window.acquire();
        return number();
    }

    private int number() throws InterruptedException {
        room.acquire();
        return next.getAndIncrement();
    }

    /** @param at when it was to be sent, by {@link System#nanoTime}, however late it was then */
    void sends(int number, long at) {
        int place = number & KEPT - 1;
        heard.set(place, 0);
        sent.set(place, at);
    }

    @Override
    public void delivered(int number, long now) {
        int place = number & KEPT - 1;
        latency.recordValue(Math.max(0, now - sent.get(place)));
        int hearers = heard.get(place) + 1;
        heard.lazySet(place, hearers);
        if (hearers == receivers) {
            complete.incrementAndGet();
            window.release();
            room.release();
        } else if (hearers > receivers) {
            throw new IllegalStateException("broadcast " + number + " was heard " + hearers + " times");
        }
    }

    Histogram latency() {
        return latency;
    }

    int receivers() {
        return receivers;
    }

    int begun() {
        return next.get();
    }

    /** @return whether all that was sent was heard by all within so long */
    boolean isComplete(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (complete.get() < next.get()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(200_000);
        }
        return true;
    }

    String state() {
        return complete.get() + " of " + next.get() + " broadcasts were heard by all " + receivers;
    }
}
