package dev.tutti.bench.report;

import java.util.EnumSet;
import java.util.Set;

/** What can be measured of a server. */
public enum Metric {
    STEADY_CPU("CPU a delivery, steady", "µs"),
    STEADY_P50("p50, steady", "ms"),
    STEADY_P99("p99, steady", "ms"),
    STEADY_P999("p99.9, steady", "ms"),
    SATURATED_RATE("deliveries a second, saturated", "1/s"),
    SATURATED_CPU("CPU a delivery, saturated", "µs"),
    HALF_P50("p50, half load", "ms"),
    HALF_P99("p99, half load", "ms"),
    HALF_P999("p99.9, half load", "ms"),
    IDLE_RESIDENT("resident memory a connection", "KiB"),
    IDLE_HEAP("live heap a connection", "KiB"),
    IDLE_WHOLE("resident memory of the server with them", "MiB"),
    IDLE_CPU("CPU a connection, a minute", "µs"),
    HANDSHAKES("handshakes a second", "1/s"),
    HANDSHAKE_CPU("CPU a handshake", "µs"),
    WRITES("writes a second, each heard by all", "1/s"),
    WRITE_CPU("CPU of the server a write", "µs"),
    WRITE_P99("p99 from the call to the last follower", "ms"),
    RESUMED_IN("until all are back and have heard all", "s"),
    RESUMES("resumes a second", "1/s"),
    LIVE_P50("p50 of those who stayed", "ms"),
    LIVE_P99("p99 of those who stayed", "ms");

    /** What says most. */
    static final Set<Metric> MAIN = EnumSet.of(
            STEADY_CPU, STEADY_P99, SATURATED_RATE, HALF_P99, IDLE_RESIDENT, HANDSHAKES, WRITES, RESUMED_IN, LIVE_P99);

    private final String title;
    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }
}
