package dev.tutti.live.hub;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Where what waits for connections is sent. Many of them share a lane: its thread is woken once for all that became due to
 * them meanwhile, and what became due to one of them leaves together. A journal that is told does not wait for the sending.
 */
final class Lanes {
    /** After so many connections it is the turn of what else the thread has to do. */
    private static final int SHARE = 256;

    private final Map<Executor, Serial> ofThreads = new ConcurrentHashMap<>();
    private final List<Serial> others;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param sending for connections that have no thread of their own
     * @param lanes how many lanes there are for those
     */
    Lanes(Executor sending, int lanes) {
        others = Stream.generate(() -> lane(sending)).limit(lanes).toList();
    }

    /** @return the lane of one more connection */
    Serial of(Wire wire) {
        return wire.thread()
                .map(thread -> ofThreads.computeIfAbsent(thread, Lanes::lane))
                .orElseGet(() -> others.get(Math.floorMod(next.getAndIncrement(), others.size())));
    }

    private static Serial lane(Executor thread) {
        return new Serial(
                task -> {
                    try {
                        thread.execute(task);
                    } catch (RejectedExecutionException stopped) {
                        // It has ended with its connections, and each attempt to send says so.
                        task.run();
                    }
                },
                SHARE);
    }
}
