package dev.tutti.live.hub;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Time as it passes, which nobody sets: good for how long something has lasted, and no date. */
final class SteadyClock extends Clock {
    private final LongSupplier nanos;

    /** @param nanos as of {@link System#nanoTime} */
    SteadyClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
