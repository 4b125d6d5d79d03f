package dev.tutti.base.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How what is measured is spread. A measurement is two additions that nobody waits for, also while somebody reads: the
 * library's own histogram takes a lock then, and these are for every event on its way to every connection.
 */
public enum Distribution {
    /** From the commit on this node to the moment when a connection's transport is handed the entry. */
    DELIVERY_OF_OURS(Family.COMMIT_TO_DELIVERY, "here"),
    /** The same for what was read from the journal, by the clocks of both nodes. */
    DELIVERY_OF_OTHERS(Family.COMMIT_TO_DELIVERY, "journal"),
    WAIT_TO_BEGIN(Family.DATABASE_WAIT, "begin"),
    WAIT_TO_WRITE(Family.DATABASE_WAIT, "write"),
    CATCH_UP_LAG(Family.CATCH_UP_LAG, "");

    /** What is read together, under one name. */
    private enum Family implements Collector {
        COMMIT_TO_DELIVERY(
                "tutti_commit_to_delivery_seconds",
                "From the commit of an entry until it was handed to the transport of a connection that keeps up",
                "heard"),
        DATABASE_WAIT(
                "tutti_database_wait_seconds",
                "How long a transaction waited for its turn: to begin, and to write (on the embedded database)",
                "turn"),
        CATCH_UP_LAG("tutti_catch_up_lag_entries", "How many entries a connection was behind when it read a page", "");

        private static final double[] SECONDS = {
            0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10
        };
        private static final double[] ENTRIES = {1, 10, 100, 1_000, 10_000, 100_000};

        private final String title;
        private final String help;
        private final String label;

        Family(String title, String help, String label) {
            this.title = title;
            this.help = help;
            this.label = label;
            Exposition.REGISTRY.register(this);
        }

        boolean isTime() {
            return title.endsWith("_seconds");
        }

        double[] bounds() {
            return isTime() ? SECONDS : ENTRIES;
        }

        /** @return how many of what is measured make one of what is shown */
        double unit() {
            return isTime() ? 1e9 : 1;
        }

        @Override
        public String getPrometheusName() {
            return title;
        }

        @Override
        public MetricSnapshot collect() {
            HistogramSnapshot.Builder all =
                    HistogramSnapshot.builder().name(title).help(help);
            Stream.of(Distribution.values())
                    .filter(one -> one.family == this)
                    .forEach(one -> all.dataPoint(one.read()));
            return all.build();
        }
    }

    private final Family family;
    private final Labels labels;
    /** In what is measured, and not in what is shown. */
    private final long[] bounds;

    private final LongAdder[] buckets;
    private final LongAdder sum = new LongAdder();

    Distribution(Family family, String word) {
        this.family = family;
        labels = word.isEmpty() ? Labels.EMPTY : Labels.of(family.label, word);
        bounds = DoubleStream.of(family.bounds())
                .mapToLong(bound -> Math.round(bound * family.unit()))
                .toArray();
        buckets = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
    }

    /** @param value nanoseconds, or a number; less than none is none, for clocks differ */
    public void add(long value) {
        long measured = Math.max(0, value);
        int bucket = 0;
        while (bucket < bounds.length && measured > bounds[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sum.add(measured);
    }

    /** @return how many were measured */
    public long count() {
        return Stream.of(buckets).mapToLong(LongAdder::sum).sum();
    }

    /** @return how many were measured up to each of the {@link #bounds}, but not up to the one before; and beyond the last */
    public long[] soFar() {
        return Stream.of(buckets).mapToLong(LongAdder::sum).toArray();
    }

    /** @return nanoseconds, or numbers */
    public long[] bounds() {
        return bounds.clone();
    }

    private HistogramDataPointSnapshot read() {
        ClassicHistogramBuckets.Builder read = ClassicHistogramBuckets.builder();
        for (int i = 0; i < buckets.length; i++) {
            double bound = i < bounds.length ? family.bounds()[i] : Double.POSITIVE_INFINITY;
            read.bucket(bound, buckets[i].sum());
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(read.build())
                .sum(sum.sum() / family.unit())
                .labels(labels)
                .build();
    }
}
