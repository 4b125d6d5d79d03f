package dev.tutti.bench;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Tally;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Road;
import dev.tutti.bench.server.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** How fast those who come are let in, each by a token that is verified. */
final class Handshakes implements Part {
    private static final int VISITORS = 2_000;
    private static final int ENTERING = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String PART = "%,d handshakes, %d at the same time".formatted(VISITORS, ENTERING);

    @Override
    public String name() {
        return "handshakes";
    }

    @Override
    public void measure(Session session) throws IOException {
        session.rounds(PART, session.field().contenders(Road.EVENT), (contender, turn) -> {
            Arena arena = contender.opens(new Shape(1, 100));
            if (turn.isFirst()) {
                new WarmUp(session, contender.name() + ", " + PART, arena.usage()).by(time -> come(arena));
            }
            long before = arena.usage().cpuMicros();
            Duration time = come(arena);
            long cpu = arena.usage().cpuMicros() - before;
            turn.add(Metric.HANDSHAKES, VISITORS / (time.toNanos() / 1e9));
            turn.add(Metric.HANDSHAKE_CPU, cpu / (double) VISITORS);
        });
    }

    private static Duration come(Arena arena) throws IOException {
        List<Script> all = IntStream.range(0, VISITORS).mapToObj(arena::visitor).toList();
        try (Crowd crowd = new Crowd(arena.address(), new Tally(1), ENTERING)) {
            return crowd.join(all, PATIENCE);
        }
    }
}
