package dev.tutti.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of a load, all of which was heard.
 *
 * @param deliveries of all broadcasts to all receivers
 * @param latency from when a broadcast was due to be sent to when a receiver had read it, in nanoseconds
 */
public record Heard(int broadcasts, long deliveries, Duration time, Histogram latency) {
    public double perSecond() {
        return deliveries / (time.toNanos() / 1e9);
    }

    public double broadcastsPerSecond() {
        return broadcasts / (time.toNanos() / 1e9);
    }

    /** @return in milliseconds */
    public double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}
