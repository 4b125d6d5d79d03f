package dev.tutti.bench;

import dev.tutti.bench.load.Crowd;
import dev.tutti.bench.load.Heard;
import dev.tutti.bench.load.Script;
import dev.tutti.bench.load.Subscriber;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Road;
import dev.tutti.bench.server.Shape;
import dev.tutti.bench.server.Tutti;
import dev.tutti.bench.server.TuttiScript;
import dev.tutti.bench.server.Usage;
import dev.tutti.bench.server.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Very many lose their connection at once and come back with their position, while others stay and hear on. */
final class Resumes implements Part {
    private static final int GONE = 5_000;
    private static final Shape STAYED = new Shape(1, 100);
    private static final int ENTERING = 200;
    /** Broadcasts in a second. */
    private static final double TRAFFIC = 20;

    private static final Duration AWAY = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String PART =
            "%,d come back, while %d hear %.0f events a second".formatted(GONE, STAYED.size(), TRAFFIC);

    /**
     * What came of it.
     *
     * @param seconds until all were back and had heard what they missed
     * @param live what those heard who stayed
     */
    private record Return(double seconds, Heard live) {}

    @Override
    public String name() {
        return "resumes";
    }

    @Override
    public void measure(Session session) throws IOException {
        if (session.canOpen(GONE + STAYED.size())) {
            session.rounds(PART, session.field().tuttis(), Tutti::name, (tutti, turn) -> {
                if (turn.isFirst()) {
                    Usage usage = tutti.by(Road.EVENT).opens(STAYED).usage();
                    new WarmUp(session, tutti.name() + ", " + PART, usage).by(time -> comesBack(session, tutti));
                }
                Return back = comesBack(session, tutti);
                turn.add(Metric.RESUMED_IN, back.seconds());
                turn.add(Metric.RESUMES, GONE / back.seconds());
                turn.add(Metric.LIVE_P50, back.live().millis(50));
                turn.add(Metric.LIVE_P99, back.live().millis(99));
            });
        }
    }

    private static Return comesBack(Session session, Tutti tutti) throws IOException {
        Arena arena = tutti.by(Road.EVENT).opens(STAYED);
        Workspace workspace = tutti.workspaces(STAYED).get(0);
        try (Company stayed = Company.in(arena, STAYED);
                Crowd crowd = new Crowd(arena.address(), (number, now) -> {}, ENTERING)) {
            crowd.join(
                    IntStream.range(0, GONE)
                            .mapToObj(seat -> arena.subscriber(0, seat))
                            .toList(),
                    PATIENCE);
            String position = tutti.position(workspace);
            crowd.cut(crowd.all());
            Heard missed = stayed.load().steady(TRAFFIC, AWAY);
            List<Script> back = IntStream.range(0, GONE)
                    .<Script>mapToObj(seat -> TuttiScript.resumes(workspace, seat, position))
                    .toList();
            CompletableFuture<Duration> returned =
                    CompletableFuture.supplyAsync(() -> join(crowd, back, missed.broadcasts()));
            Heard live = stayed.load().steady(TRAFFIC, session.plan().time().plusSeconds(5));
            Duration time = returned.join();
            crowd.check();
            int all = missed.broadcasts() + live.broadcasts();
            awaitHeard(crowd.all(), all);
            if (crowd.all().stream().anyMatch(it -> it.heard() > all)) {
                throw new IllegalStateException("somebody has heard more than there was");
            }
            return new Return(time.toNanos() / 1e9, live);
        }
    }

    private static Duration join(Crowd crowd, List<Script> back, int missed) {
        long start = System.nanoTime();
        crowd.join(back, PATIENCE);
        awaitHeard(crowd.all(), missed);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitHeard(List<Subscriber> all, int events) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all.stream().anyMatch(it -> it.heard() < events)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not all have heard " + events + " events");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
