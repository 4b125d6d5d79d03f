package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Needed;
import dev.tutti.chaos.Trouble.Outcome;
import jakarta.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promise where there is more than one node, and each part of them fails in turn, for {@code -Dchaos.seconds} (600): what was
 * acknowledged is kept, and everybody hears it, once and in order, who may and nobody else.
 */
@DisplayName("Two nodes behind nginx, of which something fails every ten seconds")
class ClusterChaos {
    private static final int WRITERS = 20;
    private static final int READERS = 40;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 600));
    /** In which everything goes wrong at least once. */
    private static final Duration WHOLE = Duration.ofSeconds(600);

    private static final Duration CALM = Duration.ofSeconds(10);
    /** How long the longest trouble may take. */
    private static final Duration LAST = Duration.ofSeconds(45);

    private static final Duration DRAIN = Duration.ofSeconds(8);
    /** How long it may take to note an answer that has come. */
    private static final Duration NOTED = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration ADDED_WITHOUT_REDIS = Duration.ofSeconds(2);
    /** What may make a reader start anew here: nothing is trimmed, and no history replaced. */
    private static final Set<String> REASONS = Set.of("access_changed", "access:revoked", "not_found");

    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Roamer> readers = new ArrayList<>();
    private final Set<String> neverTried = new TreeSet<>();
    private PlainHttp owner;
    private String workspace;

    @Test
    @Timeout(value = 40, unit = java.util.concurrent.TimeUnit.MINUTES)
    @DisplayName("lose nothing, double nothing, show nothing out of order and nothing without right")
    void nothingLost() throws SQLException {
        try (Cluster cluster = new Cluster(7, DRAIN)) {
            start(cluster);
            assertTrue(cluster.hasFront() || !Needed.isWhole(), "there is no nginx");
            gather(cluster);
            long begun = System.nanoTime();
            List<CompletableFuture<?>> busy = new ArrayList<>();
            writers.forEach(writer -> busy.add(untilOver(writer, Writer::write)));
            readers.forEach(reader -> busy.add(untilOver(reader, Roamer::visit)));
            Doorkeeper doorkeeper =
                    new Doorkeeper(owner.via(cluster.doors().get(0), PATIENCE), workspace, ids(readers));
            busy.add(untilOver(doorkeeper, Doorkeeper::removeAndAdd));
            List<Outcome> outcomes = trouble(cluster);
            over.set(true);
            busy.forEach(CompletableFuture::join);
            cluster.awaitWell();
            comeHome(cluster);

            try (Connection connection = cluster.postgres.connect()) {
                Checker checker = new Checker(JournalBook.lines(connection, workspace))
                        .numbers(JournalBook.head(connection, workspace))
                        .writes(acknowledged())
                        .heard(recordings());
                report(cluster, outcomes, begun, checker, doorkeeper);
                judge(outcomes, checker, doorkeeper);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** An administrator's id must be known at the start, and somebody can only register when there is a server. */
    private void start(Cluster cluster) {
        Node wildfly = cluster.wildfly.node().starts();
        owner = PlainHttp.registers(wildfly.address(), "Owner", LIFE);
        wildfly.stops();
        cluster.places().forEach(place -> place.node().with("TUTTI_ADMINISTRATORS", owner.id));
        cluster.places().forEach(place -> place.node().launch());
        cluster.places().forEach(place -> place.node().awaitReady());
        cluster.open();
        cluster.awaitWell();
        System.out.println(
                cluster.hasFront()
                        ? "nginx is in front of the nodes"
                        : "THERE IS NO NGINX HERE: everybody connects to one of the nodes");
    }

    private void gather(Cluster cluster) {
        URI wildfly = cluster.wildfly.node().address();
        workspace = PlainHttp.json(owner.call("POST", "api/workspaces", "{\"name\":\"Storm\"}")
                        .body())
                .getString("id");
        List<URI> doors = cluster.doors();
        for (int i = 0; i < WRITERS; i++) {
            PlainHttp http = member(wildfly, "Writer" + i).via(doors.get(i / 2 % doors.size()), PATIENCE);
            writers.add(new Writer(http, workspace, i, i % 2 == 0));
        }
        for (int i = 0; i < READERS; i++) {
            PlainHttp http = member(wildfly, "Reader" + i).via(doors.get(i / 2 % doors.size()), PATIENCE);
            Roamer.Way way = i % 2 == 0 ? Roamer.Way.SOCKET : Roamer.Way.STREAM;
            readers.add(new Roamer(
                    http,
                    workspace,
                    i,
                    new Roamer.Habits(
                            List.of(way),
                            Duration.ofSeconds(4),
                            Duration.ofSeconds(25),
                            Duration.ofSeconds(8),
                            false)));
        }
    }

    private PlainHttp member(URI server, String name) {
        PlainHttp http = PlainHttp.registers(server, name, LIFE);
        String body = "{\"userId\":\"" + http.id + "\",\"role\":\"member\"}";
        assertEquals(
                201,
                owner.call("POST", "api/workspaces/" + workspace + "/members", body)
                        .statusCode());
        return http;
    }

    private List<Outcome> trouble(Cluster cluster) {
        Troubles troubles = new Troubles(cluster, DRAIN, owner, threads);
        List<Trouble> all = troubles.inTurn();
        Mishaps mishaps = new Mishaps(all, threads);
        Mishaps.rest(CALM.multipliedBy(2));
        mishaps.alone(troubles.redisAlone());
        Mishaps.rest(CALM);
        mishaps.happen(TIME.minus(LAST));
        Mishaps.rest(CALM.multipliedBy(2));
        mishaps.alone(troubles.redisAlone());
        Mishaps.rest(CALM);
        all.forEach(trouble -> neverTried.add(trouble.name()));
        mishaps.outcomes().forEach(outcome -> neverTried.remove(outcome.name()));
        return mishaps.outcomes();
    }

    private void comeHome(Cluster cluster) {
        JsonObject snapshot = snapshot(cluster.wildfly);
        assertEquals(snapshot, snapshot(cluster.payara), "both nodes show the same");
        long head = snapshot.getJsonNumber("seq").longValueExact();
        List<CompletableFuture<Void>> coming = readers.stream()
                .map(reader ->
                        CompletableFuture.runAsync(() -> reader.comesHome(head, Duration.ofSeconds(90)), threads))
                .toList();
        coming.forEach(CompletableFuture::join);
    }

    private JsonObject snapshot(Cluster.Place place) {
        return PlainHttp.json(owner.via(place.node().address(), PATIENCE)
                .call("GET", "api/workspaces/" + workspace + "/snapshot", "")
                .body());
    }

    private void judge(List<Outcome> outcomes, Checker checker, Doorkeeper doorkeeper) {
        assertEquals(List.of(), checker.findings());
        assertEquals(
                List.of(),
                writers.stream().flatMap(writer -> writer.surprises().stream()).toList());
        assertEquals(
                List.of(),
                Stream.concat(writers.stream().flatMap(writer -> writer.bare.stream()), doorkeeper.bare.stream())
                        .filter(answer -> outcomes.stream().noneMatch(outcome -> excuses(outcome, answer)))
                        .toList());
        assertEquals(List.of(), doorkeeper.surprises());
        for (Roamer reader : readers) {
            assertTrue(REASONS.containsAll(reader.restarts.keySet()), reader.restarts.toString());
        }
        assertEquals(
                List.of(),
                outcomes.stream().filter(outcome -> !outcome.proven()).toList());
        if (TIME.compareTo(WHOLE) >= 0) {
            assertEquals(Set.of(), neverTried, "what did not go wrong in all this time");
        }
        Latencies normal = calm(outcomes);
        Latencies without = withoutRedis(outcomes);
        assertFalse(normal.isEmpty() || without.isEmpty(), "somebody heard something");
        assertTrue(
                without.thousandths(1_000).compareTo(normal.thousandths(990).plus(ADDED_WITHOUT_REDIS)) <= 0,
                () -> "without Redis " + without + ", and otherwise " + normal);
    }

    private void report(Cluster cluster, List<Outcome> outcomes, long begun, Checker checker, Doorkeeper doorkeeper) {
        System.out.printf(
                "%d s, %s: %d writes acknowledged (%d of them when sent again), %d events heard, %d removals%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                cluster.hasFront() ? "nginx in front" : "NO NGINX",
                acknowledged().size(),
                acknowledged().stream().filter(write -> write.tries() > 1).count(),
                recordings().stream()
                        .flatMap(recording -> recording.stretches().stream())
                        .mapToInt(stretch -> stretch.events().size())
                        .sum(),
                doorkeeper.removals());
        outcomes.forEach(outcome -> System.out.println(outcome.line(begun)));
        System.out.println("troubles "
                + outcomes.stream().collect(Collectors.groupingBy(Outcome::name, TreeMap::new, Collectors.counting())));
        System.out.println("refusals "
                + sum(writers.stream().map(writer -> writer.refusals).toList()) + ", visits "
                + sum(readers.stream().map(reader -> reader.visits).toList()) + ", restarts "
                + sum(readers.stream().map(reader -> reader.restarts).toList()));
        System.out.println("latency in calm: " + calm(outcomes));
        System.out.println("latency without Redis: " + withoutRedis(outcomes));
        System.out.println("latency at any time: " + Latencies.of(recordings(), acknowledged(), write -> true));
        System.out.println("faults " + checker.counts());
        checker.findings().stream().limit(50).forEach(System.out::println);
    }

    private Latencies calm(List<Outcome> outcomes) {
        return Latencies.of(
                recordings(), acknowledged(), write -> outcomes.stream().noneMatch(outcome -> isNear(outcome, write)));
    }

    private Latencies withoutRedis(List<Outcome> outcomes) {
        return Latencies.of(recordings(), acknowledged(), write -> {
            List<Outcome> near =
                    outcomes.stream().filter(outcome -> isNear(outcome, write)).toList();
            return near.size() == 1
                    && near.get(0).needs().containsAll(Set.of(Trouble.Part.values()))
                    && near.get(0).touches(write.begun(), write.begun());
        });
    }

    /** A server stands there without Tutti while it starts or ends, and at no other time. */
    private static boolean excuses(Outcome outcome, Bare answer) {
        return outcome.trouble().restarts() && outcome.touches(answer.at() - NOTED.toNanos(), answer.at());
    }

    private static boolean isNear(Outcome outcome, Acknowledged write) {
        return outcome.touches(
                write.begun() - Duration.ofSeconds(5).toNanos(),
                write.begun() + Duration.ofSeconds(3).toNanos());
    }

    private <T> CompletableFuture<?> untilOver(T who, Consumer<T> act) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!over.get()) {
                        act.accept(who);
                    }
                },
                threads);
    }

    private List<Acknowledged> acknowledged() {
        return writers.stream().flatMap(writer -> writer.acknowledged.stream()).toList();
    }

    private List<Recording> recordings() {
        return readers.stream().map(Roamer::recording).toList();
    }

    private static List<String> ids(List<Roamer> readers) {
        return readers.stream().map(reader -> reader.http.id).toList();
    }

    private static Map<String, Integer> sum(List<Map<String, Integer>> counts) {
        Map<String, Integer> all = new TreeMap<>();
        counts.forEach(one -> one.forEach((what, count) -> all.merge(what, count, Integer::sum)));
        return all;
    }
}
