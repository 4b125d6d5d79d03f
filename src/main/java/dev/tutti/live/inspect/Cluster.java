package dev.tutti.live.inspect;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How it is with all nodes that are known, as administrators see it.
 *
 * @param bus how this node hears the others
 * @param workspaces those with the most deliveries on all nodes, the most first
 */
public record Cluster(String bus, List<Node> nodes, Node total, List<Numbers.Busy> workspaces) {
    /**
     * @param node its id; none for all of them together
     * @param here whether it is the one that was asked
     */
    public record Node(
            Optional<UUID> node,
            boolean here,
            Map<String, Long> connections,
            long behind,
            long queuedFrames,
            double deliveriesPerSecond,
            Latency latencyMillis) {
        static Node of(Optional<UUID> node, boolean here, Numbers numbers) {
            return new Node(
                    node,
                    here,
                    numbers.connections(),
                    numbers.behind(),
                    numbers.queuedFrames(),
                    numbers.deliveriesPerSecond(),
                    Latency.of(numbers.latencies()));
        }
    }

    /** From the commit to the transport: the time within which this part was there. None where nothing was delivered. */
    public record Latency(Optional<Double> p50, Optional<Double> p95, Optional<Double> p99) {
        static Latency of(List<Long> latencies) {
            return new Latency(
                    Meter.quantile(latencies, 0.5), Meter.quantile(latencies, 0.95), Meter.quantile(latencies, 0.99));
        }
    }

    static Cluster of(String bus, Told here, List<Told> elsewhere) {
        Stream<Node> others = elsewhere.stream()
                .sorted(Comparator.comparing(Told::node))
                .map(told -> Node.of(Optional.of(told.node()), false, told.numbers()));
        Numbers total = elsewhere.stream().map(Told::numbers).reduce(here.numbers(), Cluster::together);
        return new Cluster(
                bus,
                Stream.concat(Stream.of(Node.of(Optional.of(here.node()), true, here.numbers())), others)
                        .toList(),
                Node.of(Optional.empty(), false, total),
                total.workspaces().stream().limit(Meter.WORKSPACES).toList());
    }

    private static Numbers together(Numbers one, Numbers other) {
        Map<String, Long> connections = new TreeMap<>(one.connections());
        other.connections().forEach((kind, count) -> connections.merge(kind, count, Long::sum));
        return new Numbers(
                connections,
                one.behind() + other.behind(),
                one.queuedFrames() + other.queuedFrames(),
                sum(one.deliveriesPerSecond(), other.deliveriesPerSecond()),
                Meter.sum(one.latencies(), other.latencies()),
                busiest(one.workspaces(), other.workspaces()));
    }

    /** @return to a tenth, as both are: most tenths are not quite themselves in binary */
    private static double sum(double one, double other) {
        return Math.round(10 * (one + other)) / 10.0;
    }

    /** Every node sees all entries of a workspace, and its own deliveries of them. */
    private static List<Numbers.Busy> busiest(List<Numbers.Busy> some, List<Numbers.Busy> more) {
        return Stream.concat(some.stream(), more.stream())
                .collect(Collectors.toMap(
                        Numbers.Busy::workspaceId,
                        busy -> busy,
                        (one, other) -> new Numbers.Busy(
                                one.workspaceId(),
                                Math.max(one.entriesPerSecond(), other.entriesPerSecond()),
                                sum(one.deliveriesPerSecond(), other.deliveriesPerSecond()))))
                .values()
                .stream()
                .sorted(Comparator.comparingDouble(Numbers.Busy::deliveriesPerSecond)
                        .reversed()
                        .thenComparing(Numbers.Busy::workspaceId))
                .toList();
    }
}
