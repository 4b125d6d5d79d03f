package dev.tutti.base.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Retries")
class RetriesTest {
    private static final String PATH = "workspaces/w/tasks";
    private static final String BODY = "{\"title\":\"x\"}";

    private final ScratchDatabase database = new ScratchDatabase();
    private final ManualClock clock = new ManualClock();
    private final Notebook here = new Notebook(database, clock, "TUTTI_IDEMPOTENCY_WAIT_MILLIS", "30000");
    private final Notebook there = new Notebook(database, clock, "TUTTI_IDEMPOTENCY_WAIT_MILLIS", "30000");
    private final Notebook hasty = new Notebook(database, clock, "TUTTI_IDEMPOTENCY_WAIT_MILLIS", "10");
    private final Caller ada = caller(Optional.empty());
    private final StreamId stream = StreamId.workspace(UUID.randomUUID());
    private final ExecutorService tries = Executors.newFixedThreadPool(50);

    @BeforeEach
    void open() {
        database.transact(em -> Journals.writing(em, entry -> {}).open(stream));
    }

    @AfterEach
    void close() {
        tries.shutdown();
        database.close();
    }

    @Test
    @DisplayName("E3: the second try gets the reply of the first, and writes nothing")
    void replay() {
        Outcome first = here.once(attempt("k"), () -> write(here));
        Outcome second = there.once(attempt("k"), () -> write(there));

        assertFalse(first.replayed());
        assertTrue(second.replayed());
        assertEquals(first.reply(), second.reply());
        assertEquals(1, told());
    }

    @Test
    @DisplayName(
            "G11, G15: a write whose commit was not answered is in doubt; its key tells that it was carried out, once")
    void doubt() {
        here.losesAnswer = true;
        assertEquals(
                ErrorCode.OUTCOME_UNKNOWN, refusal(here, attempt("k", BODY)).code());

        Outcome settled = there.once(attempt("k"), () -> write(there));
        assertTrue(settled.replayed());
        assertEquals(1, told());
    }

    @Test
    @DisplayName(
            "G16: a reply that is told again is written again, so that its commit waits for the standby as the first did")
    void writtenAgain() {
        here.once(attempt("k"), () -> write(here));
        Optional<String> first = writerOf("k");
        assertTrue(there.once(attempt("k"), () -> write(there)).replayed());
        assertEquals(isPostgres(), first.isPresent());
        first.ifPresent(writer -> assertNotEquals(writer, writerOf("k").orElseThrow()));
    }

    /** @return the transaction in which the reply was last written; H2 has no standby, and does not say it */
    private Optional<String> writerOf(String key) {
        if (!isPostgres()) {
            return Optional.empty();
        }
        return Optional.of(database.inTransaction(
                em -> em.createNativeQuery("select cast(xmin as text) from stored_reply where write_id = :write")
                        .setParameter("write", attempt(key).write())
                        .getSingleResult()
                        .toString()));
    }

    @Test
    @DisplayName("E3: of fifty tries at once on one node one is carried out, and all get its reply")
    void crowd() {
        assertOneOfFifty(List.of(here));
    }

    @Test
    @DisplayName("E3: of fifty tries at once on two nodes one is carried out, and all get its reply")
    void crowdOnTwoNodes() {
        assertOneOfFifty(List.of(here, there));
    }

    @Test
    @DisplayName("E4: the same key for another body is refused, whether the first is over or running")
    void mismatch() throws Exception {
        here.once(attempt("k"), () -> write(here));

        assertEquals(
                ErrorCode.IDEMPOTENCY_MISMATCH,
                refusal(here, attempt("k", "{}")).code());
        assertEquals(
                ErrorCode.IDEMPOTENCY_MISMATCH,
                refusal(there, attempt("k", "{}")).code());
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Outcome> running = running(here, "other", go);
        CompletableFuture<Problem> refused =
                CompletableFuture.supplyAsync(() -> refusal(here, attempt("other", "{}")), tries);
        go.countDown();
        running.join();
        assertEquals(ErrorCode.IDEMPOTENCY_MISMATCH, refused.join().code());
        assertEquals(2, told());
    }

    @Test
    @DisplayName("E4: while the first goes on for too long the second is asked to come back, on this node or another")
    void stillRunning() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Outcome> first = running(hasty, "k", go);
        for (Notebook node : List.of(hasty, new Notebook(database, clock, "TUTTI_IDEMPOTENCY_WAIT_MILLIS", "10"))) {
            if (node != hasty && !isPostgres()) {
                continue; // on H2 the turn to write is waited for, not the row
            }
            Problem refused = refusal(node, attempt("k"));
            assertEquals(ErrorCode.CONFLICT, refused.code());
            assertEquals(Optional.of(Duration.ofSeconds(1)), refused.retryAfter());
        }
        go.countDown();
        assertEquals(
                first.join().reply(),
                hasty.once(attempt("k"), () -> write(hasty)).reply());
        assertEquals(1, told());
    }

    @Test
    @DisplayName("a write that failed has left nothing, and its retry is carried out")
    void failure() {
        for (int i = 0; i < 2; i++) {
            assertThrows(
                    Problem.Conflict.class,
                    () -> here.once(attempt("k"), () -> {
                        write(here);
                        throw new Problem.Conflict("not now");
                    }));
        }
        assertEquals(0, told());

        assertFalse(here.once(attempt("k", "{}"), () -> write(here)).replayed());
        assertEquals(1, told());
    }

    @Test
    @DisplayName("a try that waited for one that failed is carried out itself")
    void afterFailure() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Outcome> failing = CompletableFuture.supplyAsync(
                () -> here.once(attempt("k"), () -> {
                    begun.countDown();
                    go.await();
                    throw new Problem.Conflict("not now");
                }),
                tries);
        begun.await();
        CompletableFuture<Outcome> second =
                CompletableFuture.supplyAsync(() -> here.once(attempt("k"), () -> write(here)), tries);
        go.countDown();

        assertThrows(RuntimeException.class, failing::join);
        assertFalse(second.join().replayed());
        assertEquals(1, told());
    }

    @Test
    @DisplayName(
            "a write with a key asks three things of the database besides what it asks without one, and one told again two")
    void cost() {
        assertEquals(
                List.of(
                        "select stored_reply",
                        "insert stored_reply",
                        "lock stream_head",
                        "update stored_reply",
                        "insert journal_line",
                        "update stream_head",
                        "commit"),
                ScratchDatabase.roundTrips(() -> here.once(attempt("k"), () -> write(here))));
        assertEquals(
                List.of("select stored_reply", "update stored_reply", "commit"),
                ScratchDatabase.roundTrips(() -> there.once(attempt("k"), () -> write(there))));
    }

    @Test
    @DisplayName("a write that has its place waits for everything else as long as it takes")
    void unbounded() {
        here.once(attempt("k"), () -> {
            if (isPostgres()) {
                assertEquals(
                        "0", here.em().createNativeQuery("show lock_timeout").getSingleResult());
            }
            return write(here);
        });
        assertEquals(1, told());
    }

    @Test
    @DisplayName("a reply that has no body is told again without one")
    void withoutBody() {
        Reply gone = new Reply(204, new TreeMap<>(), Optional.empty());
        assertEquals(gone, here.once(attempt("k"), () -> gone).reply());
        assertEquals(gone, there.once(attempt("k"), () -> gone).reply());
    }

    @Test
    @DisplayName("a key means something to its owner only, in one tenant, for one method and one path")
    void scope() {
        List<Attempt> different = List.of(
                attempt("k"),
                attempt("K"),
                Notebook.attempt(caller(Optional.empty()), "k", "POST", PATH, BODY),
                Notebook.attempt(inTenant(), "k", "POST", PATH, BODY),
                Notebook.attempt(ada, "k", "PATCH", PATH, BODY),
                Notebook.attempt(ada, "k", "POST", PATH + "/1", BODY));

        different.forEach(one -> assertFalse(here.once(one, () -> write(here)).replayed()));
        assertEquals(different.size(), told());
    }

    @Test
    @DisplayName("a key is kept for seven days, and may then be used for something else")
    void age() {
        here.once(attempt("k"), () -> write(here));
        clock.advance(Duration.ofDays(7));
        assertTrue(here.once(attempt("k"), () -> write(here)).replayed());
        clock.advance(Duration.ofMillis(1));

        Outcome anew = here.once(attempt("k", "{}"), () -> write(here));
        assertFalse(anew.replayed());
        assertEquals(
                anew.reply(), there.once(attempt("k", "{}"), () -> write(there)).reply());
    }

    @Test
    @DisplayName("what is older than asked for is forgotten, the oldest first and some at a time")
    void forgetting() {
        Instant begin = clock.instant();
        for (int i = 0; i < 5; i++) {
            here.once(attempt("k" + i), () -> write(here));
            clock.advance(Duration.ofDays(1));
        }
        Instant third = begin.plus(Duration.ofDays(3));

        assertEquals(2, here.replies.forgetBefore(third, 2));
        assertEquals(1, here.replies.forgetBefore(third, 2));
        assertEquals(0, here.replies.forgetBefore(third, 2));
        assertFalse(here.once(attempt("k2"), () -> write(here)).replayed());
        assertTrue(here.once(attempt("k3"), () -> write(here)).replayed());
    }

    @Test
    @DisplayName("what is older than seven days is forgotten by the upkeep, and nothing else")
    void upkeep() {
        here.once(attempt("old"), () -> write(here));
        clock.advance(Duration.ofMillis(1));
        here.once(attempt("young"), () -> write(here));
        clock.advance(Duration.ofDays(7));
        here.oldReplies.run(clock.instant());

        assertEquals(1, here.replies.forgetBefore(clock.instant(), 10));
    }

    private void assertOneOfFifty(List<Notebook> nodes) {
        List<CompletableFuture<Outcome>> all = IntStream.range(0, 50)
                .mapToObj(i -> nodes.get(i % nodes.size()))
                .map(node -> CompletableFuture.supplyAsync(() -> node.once(attempt("k"), () -> write(node)), tries))
                .toList();
        List<Outcome> outcomes =
                new ArrayList<>(all.stream().map(CompletableFuture::join).toList());

        assertEquals(1, outcomes.stream().map(Outcome::reply).distinct().count());
        assertEquals(49, outcomes.stream().filter(Outcome::replayed).count());
        assertEquals(1, told());
    }

    /** @return a try that has begun, and goes on until it may end */
    private CompletableFuture<Outcome> running(Notebook node, String key, CountDownLatch mayEnd) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Callable<Reply> work = () -> {
            begun.countDown();
            mayEnd.await();
            return write(node);
        };
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> node.once(attempt(key), work), tries);
        begun.await();
        return running;
    }

    private Problem refusal(Notebook node, Attempt attempt) {
        return assertThrows(Problem.class, () -> node.once(attempt, () -> write(node)));
    }

    /** One entry in the journal, of which the reply tells. */
    private Reply write(Notebook node) {
        Journal journal = Journals.writing(node.em(), entry -> {});
        String position = journal.append(stream, new Author(ada.id(), "Ada", Echo.NONE), new Journals.Said("x"))
                .toString();
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("ETag", "\"1\"");
        headers.put("Journal-Position", position);
        return new Reply(201, headers, Optional.of("{\"id\":\"" + UUID.randomUUID() + "\"}"));
    }

    private int told() {
        return database.inTransaction(em -> Journals.reading(em).after(stream, 0, 1_000))
                .size();
    }

    private Attempt attempt(String key) {
        return attempt(key, BODY);
    }

    private Attempt attempt(String key, String body) {
        return Notebook.attempt(ada, key, "POST", PATH, body);
    }

    @Test
    @DisplayName("a write is the same on every server: one begins its path with a slash, the other does not")
    void pathsOfBothServers() {
        assertEquals(
                Notebook.attempt(ada, "key", "DELETE", "workspaces/1/members/2", ""),
                Notebook.attempt(ada, "key", "DELETE", "/workspaces/1/members/2", ""));
    }

    private Caller inTenant() {
        return new Caller(ada.id(), ada.name(), caller(Optional.of("north")).credential(), Echo.NONE);
    }

    private static Caller caller(Optional<String> tenant) {
        Credential credential = new Credential(UUID.randomUUID(), tenant, false, Instant.EPOCH, Instant.MAX);
        return new Caller(new UserId(UUID.randomUUID()), "Ada", credential, Echo.NONE);
    }

    private static boolean isPostgres() {
        return System.getProperty("tutti.scratch", "h2").equals("postgresql");
    }
}
