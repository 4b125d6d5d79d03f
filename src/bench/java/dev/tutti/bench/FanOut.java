package dev.tutti.bench;

import dev.tutti.bench.load.Heard;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.report.Turn;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Contender;
import dev.tutti.bench.server.Road;
import dev.tutti.bench.server.Shape;
import java.io.IOException;
import java.util.List;

/** One to many: what a delivery costs at a steady rate, how many there can be, and how late they are at half of that. */
final class FanOut implements Part {
    private static final int IN_FLIGHT = 32;
    private static final List<Load> ALL = List.of(
            new Load(new Shape(1, 1_000), 50),
            new Load(new Shape(1, 100), 100),
            new Load(new Shape(1, 10_000), 5),
            new Load(new Shape(1_000, 10), 200));

    /** @param broadcasts in a second, where the rate is steady */
    private record Load(Shape shape, int broadcasts) {}

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void measure(Session session) throws IOException {
        List<Contender> contenders = session.field().contenders(Road.values());
        for (Load load : ALL) {
            boolean wanted = session.plan()
                    .subscribers()
                    .map(it -> it == load.shape().size())
                    .orElse(true);
            if (wanted && session.canOpen(load.shape().subscribers())) {
                String part = "%s, %,d deliveries a second where steady"
                        .formatted(
                                load.shape(), load.broadcasts() * load.shape().size());
                session.rounds(
                        part,
                        contenders,
                        (contender, turn) -> measure(session, contender.opens(load.shape()), load, turn));
            }
        }
    }

    private static void measure(Session session, Arena arena, Load load, Turn turn) throws IOException {
        try (Company company = Company.in(arena, load.shape())) {
            if (turn.isFirst()) {
                new WarmUp(session, turn.contender() + ", " + turn.part(), arena.usage()).by(time -> {
                    company.load().saturated(IN_FLIGHT, time.dividedBy(2));
                    company.load().steady(load.broadcasts(), time.dividedBy(2));
                });
            }
            company.crowd().choosesCheckers();
            long before = arena.usage().cpuMicros();
            Heard steady =
                    company.load().steady(load.broadcasts(), session.plan().time());
            long after = arena.usage().cpuMicros();
            turn.add(Metric.STEADY_CPU, (after - before) / (double) steady.deliveries());
            latency(turn, steady, Metric.STEADY_P50, Metric.STEADY_P99, Metric.STEADY_P999);
            before = arena.usage().cpuMicros();
            Heard saturated = company.load().saturated(IN_FLIGHT, session.plan().time());
            after = arena.usage().cpuMicros();
            turn.add(Metric.SATURATED_RATE, saturated.perSecond());
            turn.add(Metric.SATURATED_CPU, (after - before) / (double) saturated.deliveries());
            Heard half = company.load()
                    .steady(saturated.broadcastsPerSecond() / 2, session.plan().time());
            latency(turn, half, Metric.HALF_P50, Metric.HALF_P99, Metric.HALF_P999);
        }
    }

    private static void latency(Turn turn, Heard heard, Metric p50, Metric p99, Metric p999) {
        turn.add(p50, heard.millis(50));
        turn.add(p99, heard.millis(99));
        turn.add(p999, heard.millis(99.9));
    }
}
