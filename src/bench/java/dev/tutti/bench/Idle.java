package dev.tutti.bench;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Tally;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Road;
import dev.tutti.bench.server.Shape;
import dev.tutti.bench.server.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** What a connection costs that follows a room in which nothing happens. */
final class Idle implements Part {
    private static final int WARMING_UP = 500;
    private static final int ENTERING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    /** In which everybody is asked twice whether they are still there: by Tutti every 30 seconds, by Socket.IO every 25. */
    private static final Duration WATCHED = Duration.ofSeconds(60);

    /** @param heap of a Java, after a collection */
    private record Weight(long resident, OptionalLong heap) {
        static Weight of(Usage usage) {
            OptionalLong heap = usage.heapKiB();
            return new Weight(usage.residentKiB(), heap);
        }
    }

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void measure(Session session) throws IOException {
        int connections = session.plan().idle();
        String part = "%,d idle connections to one room".formatted(connections);
        Map<String, Weight> before = new HashMap<>();
        if (session.canOpen(connections)) {
            session.rounds(part, session.field().contenders(Road.EVENT), (contender, turn) -> {
                Arena arena = contender.opens(new Shape(1, connections));
                // What is there once, however many come, is not theirs.
                if (turn.isFirst()) {
                    in(arena, WARMING_UP).close();
                    before.put(contender.name(), Weight.of(arena.usage()));
                }
                // The system seldom gets back what those of the round before have taken.
                Weight empty = before.get(contender.name());
                try (Crowd crowd = in(arena, connections)) {
                    Weight after = Weight.of(arena.usage());
                    long start = arena.usage().cpuMicros();
                    letPass(WATCHED);
                    long busy = arena.usage().cpuMicros() - start;
                    crowd.check();
                    turn.add(Metric.IDLE_WHOLE, after.resident() / 1024.0);
                    turn.add(Metric.IDLE_RESIDENT, (after.resident() - empty.resident()) / (double) connections);
                    turn.add(Metric.IDLE_CPU, busy / (double) WATCHED.toMinutes() / connections);
                    empty.heap()
                            .ifPresent(heap -> turn.add(
                                    Metric.IDLE_HEAP, (after.heap().orElseThrow() - heap) / (double) connections));
                }
            });
        }
    }

    private static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Crowd in(Arena arena, int count) throws IOException {
        Crowd crowd = new Crowd(arena.address(), new Tally(count), ENTERING);
        List<Script> all = IntStream.range(0, count)
                .mapToObj(seat -> arena.subscriber(0, seat))
                .toList();
        crowd.join(all, PATIENCE);
        return crowd;
    }
}
