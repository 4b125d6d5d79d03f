package dev.tutti.live.inspect;

import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Distribution;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Lookout;
import dev.tutti.live.hub.Traffic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes numbers by the second of what is only ever counted up: each is of the time since the last was taken. */
final class Meter {
    /** How many workspaces a node tells of. */
    static final int WORKSPACES = 20;

    private final Hub hub;
    private final Lookout lookout;
    private final LongSupplier nanos;

    private Reading last;

    private record Reading(long at, long deliveries, long[] latencies, Map<UUID, Traffic> traffic) {}

    Meter(Hub hub, Lookout lookout, LongSupplier nanos) {
        this.hub = hub;
        this.lookout = lookout;
        this.nanos = nanos;
        last = read();
    }

    /** Called by one thread at a time. */
    Numbers take() {
        Reading now = read();
        Reading before = last;
        last = now;
        double seconds = Math.max(1, now.at() - before.at()) / (double) TimeUnit.SECONDS.toNanos(1);
        return new Numbers(
                lookout.connections(),
                lookout.behind(),
                lookout.queued(),
                perSecond(now.deliveries() - before.deliveries(), seconds),
                IntStream.range(0, now.latencies().length)
                        .mapToObj(i -> now.latencies()[i] - before.latencies()[i])
                        .toList(),
                busiest(before.traffic(), now.traffic(), seconds));
    }

    private static List<Numbers.Busy> busiest(Map<UUID, Traffic> before, Map<UUID, Traffic> now, double seconds) {
        return now.values().stream()
                // One that nobody followed before has no past here: its entries were not all made this moment.
                .flatMap(traffic -> Optional.ofNullable(before.get(traffic.workspace()))
                        .map(then -> new Numbers.Busy(
                                traffic.workspace(),
                                perSecond(traffic.entries() - then.entries(), seconds),
                                perSecond(traffic.deliveries() - then.deliveries(), seconds)))
                        .stream())
                .filter(busy -> busy.deliveriesPerSecond() > 0 || busy.entriesPerSecond() > 0)
                .sorted(Comparator.comparingDouble(Numbers.Busy::deliveriesPerSecond)
                        .reversed()
                        .thenComparing(Numbers.Busy::workspaceId))
                .limit(WORKSPACES)
                .toList();
    }

    /** To a tenth. A feed that was forgotten and begun anew counts from nothing again, which is no going back. */
    private static double perSecond(long grown, double seconds) {
        return Math.round(10 * Math.max(0, grown) / seconds) / 10.0;
    }

    private Reading read() {
        long[] ours = Distribution.DELIVERY_OF_OURS.soFar();
        long[] others = Distribution.DELIVERY_OF_OTHERS.soFar();
        return new Reading(
                nanos.getAsLong(),
                Count.DELIVERIES.soFar(),
                IntStream.range(0, ours.length)
                        .mapToLong(i -> ours[i] + others[i])
                        .toArray(),
                hub.traffic().collect(Collectors.toMap(Traffic::workspace, Function.identity())));
    }

    /**
     * @param latencies how many measurements fell below each bound, and beyond the last
     * @param part of all of them, from 0 to 1
     * @return the bound below which that part of them fell, in milliseconds; nothing where nothing was measured, and
     *     beyond the last bound that bound
     */
    static Optional<Double> quantile(List<Long> latencies, double part) {
        long all = latencies.stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return Optional.empty();
        }
        long[] bounds = Distribution.DELIVERY_OF_OURS.bounds();
        long left = (long) Math.ceil(part * all);
        int bucket = 0;
        for (left -= latencies.get(0); left > 0; left -= latencies.get(bucket)) {
            bucket++;
        }
        return Optional.of(bounds[Math.min(bucket, bounds.length - 1)] / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** @return both, bound by bound */
    static List<Long> sum(List<Long> some, List<Long> more) {
        return LongStream.range(0, Math.max(some.size(), more.size()))
                .mapToObj(i -> at(some, (int) i) + at(more, (int) i))
                .toList();
    }

    private static long at(List<Long> list, int i) {
        return i < list.size() ? list.get(i) : 0;
    }
}
