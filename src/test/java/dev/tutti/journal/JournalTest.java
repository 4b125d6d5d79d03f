package dev.tutti.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Journal")
class JournalTest {
    private final ScratchDatabase database = new ScratchDatabase();
    private final StreamId stream = StreamId.workspace(UUID.randomUUID());
    private final Author ada = new Author(new UserId(UUID.randomUUID()), "Ada", Echo.NONE);
    private final List<Entry> heard = new ArrayList<>();

    @BeforeEach
    void openTheJournal() {
        database.transact(em -> journal(em).open(stream));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("numbers entries from 1 without a hole, and each entry is the mark of its position")
    void numbersEntries() {
        for (String text : List.of("one", "two", "three")) {
            database.transact(em -> journal(em).append(stream, ada, new Journals.Said(text)));
        }

        List<Entry> entries = database.inTransaction(em -> history(em).after(stream, 0, 10));

        assertEquals(List.of(1L, 2L, 3L), entries.stream().map(Entry::seq).toList());
        assertEquals("{\"text\":\"three\"}", entries.get(2).what().payload());
        assertEquals(
                Optional.of(entries.get(2).position()),
                database.inTransaction(em -> history(em).extent(stream).map(Extent::head)));
        assertEquals(entries, heard, "what is told after the commit is what is kept");
    }

    @Test
    @DisplayName("a transaction that fails leaves no number behind")
    void rollbackLeavesNoHole() {
        assertThrows(
                IllegalStateException.class,
                () -> database.transact(em -> {
                    journal(em).append(stream, ada, new Journals.Said("never"));
                    throw new IllegalStateException("the writer changed its mind");
                }));
        database.transact(em -> journal(em).append(stream, ada, new Journals.Said("first")));

        assertEquals(List.of(1L), numbers());
    }

    @Test
    @DisplayName("the writer that comes second waits, so no reader ever sees 2 before 1")
    void numbersAreAllottedInCommitOrder() throws Exception {
        CountDownLatch firstHasItsNumber = new CountDownLatch(1);
        CountDownLatch firstMayCommit = new CountDownLatch(1);

        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> database.transact(em -> {
            journal(em).append(stream, ada, new Journals.Said("first"));
            firstHasItsNumber.countDown();
            await(firstMayCommit);
        }));
        firstHasItsNumber.await();
        CompletableFuture<Long> second = CompletableFuture.supplyAsync(() -> database.inTransaction(em ->
                journal(em).append(stream, ada, new Journals.Said("second")).seq()));

        assertEquals(List.of(), numbers(), "nothing is committed, so nothing is seen");
        firstMayCommit.countDown();
        first.get();
        assertEquals(2L, second.get());
        assertEquals(List.of(1L, 2L), numbers());
    }

    @Test
    @DisplayName("fifty writers at once, some of whom fail, leave contiguous numbers")
    void manyWriters() {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            writers.add(CompletableFuture.runAsync(() -> database.transact(em -> {
                        journal(em).append(stream, ada, new Journals.Said("writer " + number));
                        if (number % 5 == 0) {
                            throw new IllegalStateException("every fifth writer fails");
                        }
                    }))
                    .exceptionally(failure -> null));
        }
        writers.forEach(CompletableFuture::join);

        assertEquals(LongStream.rangeClosed(1, 40).boxed().toList(), numbers());
    }

    @Test
    @DisplayName("G19: two nodes that write in the same millisecond leave contiguous numbers, in one order for both")
    void twoNodes() {
        Clock stopped = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService writing = Executors.newFixedThreadPool(4);
        try (ScratchDatabase other = database.onAnotherNode()) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (ScratchDatabase node : List.of(database, other, database, other)) {
                writers.add(CompletableFuture.runAsync(
                        () -> {
                            await(together);
                            for (int i = 0; i < 25; i++) {
                                node.transact(em -> {
                                    Journal journal = Journals.writing(em, entry -> {});
                                    journal.clock = stopped;
                                    journal.append(stream, ada, new Journals.Said("at once"));
                                });
                            }
                        },
                        writing));
            }
            together.countDown();
            writers.forEach(CompletableFuture::join);

            List<Entry> here = database.inTransaction(em -> history(em).after(stream, 0, 1000));
            List<Entry> there = other.inTransaction(em -> history(em).after(stream, 0, 1000));
            assertEquals(
                    LongStream.rangeClosed(1, 100).boxed().toList(),
                    here.stream().map(Entry::seq).toList());
            assertEquals(here, there);
            assertEquals(1, here.stream().map(Entry::when).distinct().count());
        } finally {
            writing.shutdown();
        }
    }

    @Test
    @DisplayName("whoever holds it decides on a state that nobody else is changing")
    void holdingShutsOthersOut() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> database.transact(em -> {
            journal(em).hold(stream).orElseThrow();
            held.countDown();
            await(release);
        }));
        held.await();
        CompletableFuture<Position> other = CompletableFuture.supplyAsync(
                () -> database.inTransaction(em -> journal(em).hold(stream).orElseThrow()));

        assertTrue(!other.isDone(), "the other writer waits");
        release.countDown();
        holder.get();
        assertEquals(0, other.get().seq());
        assertEquals(
                Optional.empty(),
                database.inTransaction(em -> journal(em).hold(StreamId.workspace(UUID.randomUUID()))),
                "a journal that was never opened cannot be held");
    }

    private List<Long> numbers() {
        return database.inTransaction(em ->
                history(em).after(stream, 0, 1000).stream().map(Entry::seq).toList());
    }

    private Journal journal(EntityManager em) {
        return Journals.writing(em, heard::add);
    }

    private History history(EntityManager em) {
        return Journals.reading(em);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
