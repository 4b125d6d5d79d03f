package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Person;
import dev.tutti.it.ServerHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Here the door lets in as many a second as come, so that each of them has to be dealt with behind it. */
@DisplayName("A server by which thousands pass")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class PassersByChaos {
    private static final int STRANGERS = 5_000;
    private static final int GUESTS = 10_000;
    private static final int AT_ONCE = 40;
    private static final int INVALID_TOKEN = 4002;
    private static final int UNAUTHENTICATED = 4001;

    private static final Duration ANSWER = Duration.ofMillis(500);
    /** After a ping that nobody answers, and what looks for such. */
    private static final Duration SWEPT = Duration.ofSeconds(60);
    /** A connection that stays takes more than two kilobytes. */
    private static final long LEAK = 2_000L * GUESTS;

    private static final String METRICS = "only-for-this-test-0123456789";

    private final ExecutorService passers = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void sendHome() {
        passers.shutdownNow();
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.tutti.chaos.Server#chosen")
    @DisplayName("F1: sends away each of five thousand who have no credential, and answers others meanwhile")
    void strangers(Server server) {
        try (Node node = open(server).starts()) {
            Person ada = Person.registers(node.address(), "Ada");
            Passer stranger = Passer.stranger(node.address());
            CompletableFuture<Void> all = each(
                    STRANGERS,
                    number -> assertTrue(List.of(INVALID_TOKEN, UNAUTHENTICATED).contains(stranger.isTurnedAway())));
            List<Long> took = new ArrayList<>();
            while (!all.isDone()) {
                long begin = System.nanoTime();
                ada.get("api/auth/me").expect(200);
                took.add(System.nanoTime() - begin);
            }
            all.join();

            took.sort(null);
            Duration most = Duration.ofNanos(took.get(took.size() * 95 / 100));
            System.out.printf("%s: %d answers meanwhile, 95 %% within %d ms%n", server, took.size(), most.toMillis());
            assertTrue(most.compareTo(ANSWER) < 0, "answered within " + most);
            Proof.of("nobody is left", SWEPT, () -> isEmpty(node));
        }
    }

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.tutti.chaos.Server#chosen")
    @DisplayName("F4: keeps nothing of ten thousand who are let in and gone at once")
    void guests(Server server) {
        try (Node node = open(server).starts()) {
            Person ada = Person.registers(node.address(), "Ada");
            Passer guest = Passer.with(node.address(), ada.token);
            // What is made once, and kept, is made by the first of them.
            each(GUESTS / 10, number -> guest.comesAndGoes(number % 2 == 0)).join();
            Proof.of("the first are gone", SWEPT, () -> isEmpty(node));
            long before = ServerHeap.used(node.pid());

            each(GUESTS, number -> guest.comesAndGoes(number % 2 == 0)).join();
            String gone = Proof.of("they are gone", SWEPT, () -> isEmpty(node));
            String forgotten = Proof.of(
                    "what was still to be done for them is done",
                    SWEPT,
                    () -> ServerHeap.used(node.pid()) - before < LEAK);
            System.out.printf("%s: %s, %s%n", server, gone, forgotten);
        }
    }

    private static Node open(Server server) {
        return Node.of(server)
                .with("TUTTI_CONNECTIONS_PER_SECOND", "100000")
                .with("TUTTI_CONNECTIONS_PER_USER", "10000")
                .with("TUTTI_METRICS_TOKEN", METRICS);
    }

    /** So many at the same time that they are never alone. */
    private CompletableFuture<Void> each(int count, IntConsumer passer) {
        return CompletableFuture.allOf(IntStream.range(0, count)
                .mapToObj(number -> CompletableFuture.runAsync(() -> passer.accept(number), passers))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static boolean isEmpty(Node node) {
        String metrics = Person.send(
                        node.address(), "GET", "api/metrics", "", Map.of("Authorization", "Bearer " + METRICS))
                .expect(200)
                .response()
                .body();
        List<String> connections = metrics.lines()
                .filter(line -> line.startsWith("tutti_connections{"))
                .toList();
        assertEquals(3, connections.size(), connections.toString());
        return connections.stream().allMatch(line -> line.matches(".*} 0(\\.0)?"));
    }
}
