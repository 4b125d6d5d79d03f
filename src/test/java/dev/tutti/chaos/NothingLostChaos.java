package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise, by its word: whatever happens to its connections, each reader hears every event that it may, once and in
 * order. Runs for {@code -Dchaos.seconds} (600) on each server
 * that {@link Server#chosen()} names.
 */
@DisplayName("Twenty readers that are cut, removed and expired all the time")
class NothingLostChaos {
    private static final int READERS = 20;
    /** How many of them let their token end. */
    private static final int STUBBORN = 4;

    private static final int WRITERS = 4;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("chaos.seconds", 600));
    private static final Duration TOKEN = Duration.ofSeconds(60);
    /** What may make a reader start anew here: nothing is trimmed, and no history replaced. */
    private static final Set<String> REASONS = Set.of("access_changed", "access:revoked", "not_found");

    private final AtomicBoolean over = new AtomicBoolean();
    private final Random random = new Random(20_261_120);

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.tutti.chaos.Server#chosen")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @DisplayName("lose nothing, double nothing, see nothing out of order and nothing without right")
    void nothingLost(Server server) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Node node = Node.of(server)
                .with("TUTTI_ACCESS_TOKEN_SECONDS", Long.toString(TOKEN.toSeconds()))
                .with("TUTTI_TOKEN_GRACE_SECONDS", "5")
                .with("TUTTI_RETENTION_ENTRIES", "1000000")
                .starts()) {
            PlainHttp owner = PlainHttp.registers(node.address(), "Owner", Duration.ofSeconds(30));
            String workspace = PlainHttp.json(owner.call("POST", "api/workspaces", "{\"name\":\"Soak\"}")
                            .body())
                    .getString("id");
            List<PlainHttp> writers = IntStream.range(0, WRITERS)
                    .mapToObj(i -> PlainHttp.registers(node.address(), "Writer" + i, Duration.ofSeconds(30)))
                    .toList();
            writers.forEach(writer -> add(owner, workspace, writer.id));
            List<Roamer> readers = IntStream.range(0, READERS)
                    .mapToObj(i -> new Roamer(
                            PlainHttp.registers(node.address(), "Reader" + i, Duration.ofSeconds(50)),
                            workspace,
                            i,
                            i < STUBBORN ? Roamer.Habits.STUBBORN : Roamer.Habits.RESTLESS))
                    .toList();
            readers.forEach(reader -> add(owner, workspace, reader.http.id));

            List<CompletableFuture<Integer>> writing = writers.stream()
                    .map(writer -> CompletableFuture.supplyAsync(() -> write(writer, workspace), threads))
                    .toList();
            List<CompletableFuture<Void>> reading = readers.stream()
                    .map(reader -> CompletableFuture.runAsync(() -> roam(reader), threads))
                    .toList();
            int removals = removeAndAdd(owner, workspace, readers);
            over.set(true);
            int written = writing.stream().mapToInt(CompletableFuture::join).sum();
            reading.forEach(CompletableFuture::join);
            // In the end everybody is a member, and comes until they have heard everything.
            readers.forEach(reader -> reader.comesHome(head(owner, workspace), Duration.ofSeconds(60)));
            node.stops();

            report(server, written, removals, readers);
            judge(readers, JournalBook.read(node.data(), workspace));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void judge(List<Roamer> readers, List<JournalBook.Line> journal) {
        Checker checker = new Checker(journal)
                .heard(readers.stream().map(Roamer::recording).toList());
        assertEquals(List.of(), checker.findings());
        for (Roamer reader : readers) {
            assertTrue(REASONS.containsAll(reader.restarts.keySet()), reader.restarts.toString());
            assertTrue(
                    reader.visits.keySet().stream().noneMatch(what -> what.startsWith("refused")),
                    reader.visits.toString());
        }
        if (TIME.compareTo(TOKEN.multipliedBy(3)) > 0) {
            assertTrue(
                    readers.stream().anyMatch(reader -> reader.visits.containsKey("invalid_token")),
                    "nobody's token ended");
        }
    }

    private static void report(Server server, int written, int removals, List<Roamer> readers) {
        Map<String, Integer> visits = new TreeMap<>();
        Map<String, Integer> restarts = new TreeMap<>();
        long heard = 0;
        for (Roamer reader : readers) {
            reader.visits.forEach((what, count) -> visits.merge(what, count, Integer::sum));
            reader.restarts.forEach((why, count) -> restarts.merge(why, count, Integer::sum));
            heard += reader.recording().stretches().stream()
                    .mapToLong(stretch -> stretch.events().size())
                    .sum();
        }
        System.out.printf(
                "%s, %d s: %d writes, %d removals, %d events heard, visits %s, restarts %s%n",
                server, TIME.toSeconds(), written, removals, heard, visits, restarts);
    }

    private void roam(Roamer reader) {
        while (!over.get()) {
            reader.visit();
        }
    }

    private int write(PlainHttp writer, String workspace) {
        String tasks = "api/workspaces/" + workspace + "/tasks";
        List<String> mine = new ArrayList<>();
        Random dice = new Random(writer.name.hashCode());
        int written = 0;
        while (!over.get()) {
            HttpResponse<String> answer = mine.isEmpty() || dice.nextInt(10) == 0
                    ? writer.call("POST", tasks, "{\"title\":\"Of " + writer.name + "\"}")
                    : writer.call(
                            "PATCH",
                            tasks + "/" + mine.get(dice.nextInt(mine.size())),
                            "{\"title\":\"Renamed " + written + "\"}");
            assertTrue(Set.of(200, 201).contains(answer.statusCode()), answer.statusCode() + " " + answer.body());
            if (answer.statusCode() == 201) {
                mine.add(PlainHttp.json(answer.body()).getString("id"));
            }
            written++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100 + dice.nextInt(150)));
        }
        return written;
    }

    private int removeAndAdd(PlainHttp owner, String workspace, List<Roamer> readers) {
        int removals = 0;
        for (Instant end = Instant.now().plus(TIME); Instant.now().isBefore(end); removals++) {
            String id = readers.get(random.nextInt(readers.size())).http.id;
            int gone = owner.call("DELETE", "api/workspaces/" + workspace + "/members/" + id, "")
                    .statusCode();
            assertEquals(204, gone);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500)));
            add(owner, workspace, id);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        return removals;
    }

    private static void add(PlainHttp owner, String workspace, String id) {
        int added = owner.call(
                        "POST",
                        "api/workspaces/" + workspace + "/members",
                        "{\"userId\":\"" + id + "\",\"role\":\"member\"}")
                .statusCode();
        assertEquals(201, added);
    }

    private static long head(PlainHttp owner, String workspace) {
        return PlainHttp.json(owner.call("GET", "api/workspaces/" + workspace + "/snapshot", "")
                        .body())
                .getInt("seq");
    }
}
