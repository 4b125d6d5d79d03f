package dev.tutti.live.inspect;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How it was with a node a moment ago.
 *
 * @param connections how many there were of each kind
 * @param behind how many of them read on from a journal
 * @param queuedFrames how many frames waited to be sent
 * @param deliveriesPerSecond how many entries were handed to a connection's transport
 * @param latencies how many of those took how long from the commit, by the bounds of the distribution
 * @param workspaces those with the most deliveries, the most first
 */
public record Numbers(
        Map<String, Long> connections,
        long behind,
        long queuedFrames,
        double deliveriesPerSecond,
        List<Long> latencies,
        List<Busy> workspaces) {
    static final Numbers NONE = new Numbers(Map.of(), 0, 0, 0, List.of(), List.of());

    /** A workspace, and what went through it. */
    public record Busy(UUID workspaceId, double entriesPerSecond, double deliveriesPerSecond) {}
}
