package dev.tutti.bench;

import dev.tutti.base.database.RealPostgres;
import dev.tutti.bench.load.Heard;
import dev.tutti.bench.report.Metric;
import dev.tutti.bench.server.Arena;
import dev.tutti.bench.server.Shape;
import dev.tutti.bench.server.Tutti;
import dev.tutti.chaos.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many tasks can be made over REST, each with its entry in the journal, on a PostgreSQL that keeps what it commits. */
final class Writes implements Part {
    private static final int AT_ONCE = 32;
    /** Beside the nodes without PostgreSQL. */
    private static final int NODE = 1;

    private static final List<Shape> SHAPES = List.of(new Shape(1, 1_000), new Shape(100, 10));

    @Override
    public String name() {
        return "writes";
    }

    @Override
    public void measure(Session session) throws IOException {
        Path place = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/bench")).toAbsolutePath(), "pg-");
        for (Server server : session.field().servers()) {
            // One after the other: two would share a database, and wait for one another's commits.
            Path data = Files.createDirectories(place.resolve(server.name()));
            try (RealPostgres postgres = new RealPostgres(data);
                    Tutti tutti = new Tutti(
                            server,
                            NODE,
                            Map.of(
                                    "TUTTI_DB_URL",
                                    "jdbc:postgresql://localhost:" + postgres.port() + "/postgres",
                                    "TUTTI_DB_USER",
                                    "postgres",
                                    "TUTTI_TOKEN_SECRET",
                                    "of a server that lives for a benchmark, 0123456789"))) {
                for (Shape shape : SHAPES) {
                    measure(session, tutti, shape);
                }
            }
        }
        delete(place);
    }

    private static void measure(Session session, Tutti tutti, Shape shape) {
        String part = "tasks made over REST on PostgreSQL, %d calls at the same time, %s".formatted(AT_ONCE, shape);
        session.rounds(part, List.of(tutti), Tutti::name, (it, turn) -> {
            Arena arena = it.tasks(shape);
            try (Company company = Company.in(arena, shape)) {
                if (turn.isFirst()) {
                    new WarmUp(session, it.name() + ", " + part, arena.usage())
                            .by(time -> company.load().saturated(AT_ONCE, time));
                }
                company.crowd().choosesCheckers();
                long before = arena.usage().cpuMicros();
                Heard heard = company.load().saturated(AT_ONCE, session.plan().time());
                long cpu = arena.usage().cpuMicros() - before;
                turn.add(Metric.WRITES, heard.broadcastsPerSecond());
                turn.add(Metric.WRITE_CPU, cpu / (double) heard.broadcasts());
                turn.add(Metric.WRITE_P99, heard.millis(99));
            }
        });
    }

    private static void delete(Path place) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            files.forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
