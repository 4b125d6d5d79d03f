package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes are restarted one after the other under a crowd, and then one is killed. With {@code -Dchaos.before}, the WAR of
 * an older version, that is what they have before they are restarted, and the other one has still meanwhile. How many are let in at a time is the
 * setting's, whatever the crowd wants, and nobody of it has to load anything again.
 */
@DisplayName("Two thousand connections")
class RollingRestartChaos {
    private static final int PEOPLE = 20;
    private static final int CONNECTIONS = Integer.getInteger("chaos.connections", 2000);
    /** Connections that a node lets in per second. */
    private static final int CEILING = 50;

    /** Long enough that it does not matter how long one is on the way from the door to where it is counted. */
    private static final Duration WINDOW = Duration.ofSeconds(10);
    /** Of the ceiling: a fifth more, for those who are on that way. */
    private static final double MOST = CEILING * 1.2;

    /** By itself, or by the signal. */
    private static final Set<Integer> ORDERLY = Set.of(0, 143);

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration LIFE = Duration.ofMinutes(14);
    private static final String SECRET = "shared by the nodes of this test, 0123456789";

    private final ScheduledExecutorService pen = Executors.newSingleThreadScheduledExecutor();
    private EmbeddedPostgres postgres;
    private Node north;
    private Node south;
    private Crowd crowd;
    private String workspace;
    private volatile PlainHttp writer;
    private volatile int written;

    @BeforeEach
    void begin() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        List<Server> servers = Server.chosen();
        north = node(servers.get(0), 5);
        south = node(servers.get(servers.size() - 1), 6);
    }

    @AfterEach
    void end() throws IOException {
        pen.shutdownNow();
        north.close();
        south.close();
        postgres.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName("A12, G21, H4: come back as fast as they are let in, and have missed nothing")
    void comeBack() {
        north.starts();
        PlainHttp root = PlainHttp.registers(north.address(), "Root", LIFE);
        for (Node node : List.of(north, south)) {
            node.with("TUTTI_ADMINISTRATORS", root.id);
        }
        north.stops();
        north.starts();
        south.starts();
        List<PlainHttp> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> PlainHttp.registers(north.address(), "P" + i, LIFE))
                .toList();
        workspace = workspaceOf(people);
        Map<Node, PlainHttp> ways =
                Map.of(north, people.get(0), south, PlainHttp.signsIn(south.address(), people.get(0).name, LIFE));
        writer = ways.get(north);
        ScheduledFuture<?> writing = pen.scheduleWithFixedDelay(this::write, 0, 500, TimeUnit.MILLISECONDS);

        try (Admissions admissions = new Admissions(north, south);
                Crowd all = new Crowd(workspace, new Random(7), north.address(), south.address())) {
            crowd = all;
            for (int i = 0; i < CONNECTIONS; i++) {
                crowd.add(people.get(i % PEOPLE)::token, i * 1000 / CEILING);
            }
            awaitAll("have come");
            for (Node node : List.of(north, south)) {
                Node other = node == north ? south : north;
                writeThrough(ways.get(other));
                restart(node, other);
            }
            writeThrough(ways.get(south));
            crowd.balance(south.address());
            north.kill();
            Duration took = awaitAll("are back from the one that was killed");
            assertTrue(
                    took.compareTo(Duration.ofSeconds(CONNECTIONS / CEILING - 1)) >= 0,
                    () -> took + " is sooner than the other may let them in");
            double most = admissions.most(WINDOW, CEILING);
            System.out.printf("At most %.1f a second were let in by a node%n", most);
            assertTrue(most > 0 && most <= MOST, () -> most + " a second are not what the ceiling allows");
        }
        assertFalse(writing.isDone(), "a write has failed");
        assertEquals(0, crowd.resets.get(), "who had to load again");
        assertEquals(0, crowd.lost.get());
        assertEquals(0, crowd.doubled.get());
    }

    private Node node(Server server, int number) {
        return Node.of(server, number)
                .runs(Optional.ofNullable(System.getProperty("chaos.before"))
                        .map(Path::of)
                        .orElse(Node.BUILT))
                .with("TUTTI_DB_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres")
                .with("TUTTI_DB_USER", "postgres")
                .with("TUTTI_BUS", "postgresql")
                .with("TUTTI_CONNECTIONS_PER_SECOND", Integer.toString(CEILING))
                .with("TUTTI_CONNECTIONS_PER_USER", Integer.toString(CONNECTIONS))
                .with("TUTTI_METRICS_TOKEN", Admissions.TOKEN)
                .with("TUTTI_TOKEN_SECRET", SECRET);
    }

    private static String workspaceOf(List<PlainHttp> people) {
        PlainHttp ada = people.get(0);
        String id = PlainHttp.json(ada.call("POST", "api/workspaces", "{\"name\":\"Engine\"}")
                        .body())
                .getString("id");
        people.subList(1, PEOPLE)
                .forEach(other -> ada.call(
                        "POST",
                        "api/workspaces/" + id + "/members",
                        "{\"userId\":\"%s\",\"role\":\"member\"}".formatted(other.id)));
        return id;
    }

    private void write() {
        HttpResponse<String> answer =
                writer.call("POST", "api/workspaces/" + workspace + "/tasks", "{\"title\":\"Anything\"}");
        assertEquals(201, answer.statusCode(), answer.body());
        written = Integer.parseInt(
                answer.headers().firstValue("Journal-Position").orElseThrow().split(":")[1]);
    }

    /** From the write after the next one on, for certain. */
    private void writeThrough(PlainHttp way) {
        writer = way;
        for (int last = written; written < last + 2; ) {
            pause();
        }
    }

    /** As one restarts a node: empty it, stop it, start it, and let the load balancer find it. */
    private void restart(Node node, Node other) {
        crowd.balance(other.address());
        PlainHttp root = PlainHttp.signsIn(node.address(), "Root", LIFE);
        assertEquals(202, root.call("POST", "api/admin/drain", "").statusCode());
        awaitAll("are at the other node");
        int end = node.stops();
        assertTrue(ORDERLY.contains(end), () -> end + " is no calm end");
        node.runs(Node.BUILT).starts();
        crowd.balance(node.address(), other.address());
    }

    private Duration awaitAll(String what) {
        long begin = System.nanoTime();
        int everything = written;
        while (crowd.reached(everything) < CONNECTIONS) {
            assertTrue(
                    System.nanoTime() - begin < PATIENCE.toNanos(),
                    () -> crowd.reached(everything) + " of " + CONNECTIONS + " " + what);
            pause();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.printf(
                "All %s after %d s, event %d; until now %d were turned away, and connections ended with %s%n",
                what, took.toSeconds(), everything, crowd.refused.get(), crowd.ends);
        return took;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
