package dev.tutti.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.database.Condition;
import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Retention")
class RetentionTest {
    private final ScratchDatabase database = new ScratchDatabase();
    private final ManualClock clock = new ManualClock();
    private final StreamId stream = StreamId.workspace(UUID.randomUUID());
    private final Author ada = new Author(new UserId(UUID.randomUUID()), "Ada", Echo.NONE);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("F12: keeps the newest entries up to the set number, in steps, and remembers where they begin")
    void byCount() {
        List<Position> positions = tell(stream, 1_250);
        sweep("TUTTI_RETENTION_ENTRIES", "100");

        assertEquals(LongStream.rangeClosed(1_151, 1_250).boxed().toList(), seqs(stream));
        Extent extent = read(history -> history.extent(stream)).orElseThrow();
        assertEquals(1_150, extent.floor());
        assertEquals(positions.get(1_249), extent.head());
    }

    @Test
    @DisplayName("F12: forgets what is older than the set age, but for the last entry, and numbers go on")
    void byAge() {
        StreamId other = StreamId.inbox(new UserId(UUID.randomUUID()));
        tell(stream, 3);
        tell(other, 1);
        clock.advance(Duration.ofDays(2));
        tell(other, 1);
        clock.advance(Duration.ofDays(2));
        sweep("TUTTI_RETENTION_DAYS", "3");

        assertEquals(List.of(3L), seqs(stream));
        assertEquals(List.of(2L), seqs(other));
        database.transact(em -> journal(em).append(stream, ada, new Journals.Said("more")));
        assertEquals(List.of(3L, 4L), seqs(stream));
    }

    @Test
    @DisplayName("leaves alone what is neither old nor too much")
    void nothingToDo() {
        tell(stream, 100);
        sweep("TUTTI_RETENTION_ENTRIES", "100");

        assertEquals(100, seqs(stream).size());
        assertEquals(0, read(history -> history.extent(stream)).orElseThrow().floor());
    }

    @Test
    @DisplayName("a mark is known as long as its entry is kept")
    void marks() {
        List<Position> positions = tell(stream, 110);
        sweep("TUTTI_RETENTION_ENTRIES", "100");

        assertEquals(Optional.of(Gap.TOO_OLD), gap(ada.id(), positions.get(9)));
        assertEquals(Optional.empty(), gap(ada.id(), positions.get(10)));
        Position forged = new Position(positions.get(50).epoch(), 51, Optional.of(UUID.randomUUID()));
        assertEquals(Optional.of(Gap.AHEAD_OF_HISTORY), gap(ada.id(), forged));
        assertEquals(Optional.empty(), gap(ada.id(), new Position(forged.epoch(), 51, Optional.empty())));
    }

    @Test
    @DisplayName("a history that is replaced has another epoch, and goes on with its numbers")
    void replaced() {
        StreamId other = StreamId.workspace(UUID.randomUUID());
        Position before = tell(stream, 2).get(1);
        Position untouched = tell(other, 1).get(0);
        database.transact(em -> journal(em).replace(stream));
        Position after = read(history -> history.extent(stream)).orElseThrow().head();
        assertNotEquals(before.epoch(), after.epoch());
        assertEquals(2, after.seq());
        assertEquals(
                untouched, read(history -> history.extent(other)).orElseThrow().head());

        database.transact(em -> journal(em).replaceAll());
        assertNotEquals(
                untouched.epoch(),
                read(history -> history.extent(other)).orElseThrow().head().epoch());
        Position next = database.inTransaction(em -> journal(em).append(stream, ada, new Journals.Said("next")));
        assertEquals(3, next.seq());
    }

    @Test
    @DisplayName("replacing all locks the heads as everybody does: workspaces, then inboxes by ascending user id")
    void lockOrder() {
        List<StreamId> streams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            streams.add(StreamId.inbox(new UserId(UUID.randomUUID())));
            streams.add(StreamId.workspace(UUID.randomUUID()));
        }
        streams.forEach(it -> database.transact(em -> journal(em).open(it)));
        List<StreamId> locked = new ArrayList<>();
        database.transact(em -> journal(noting(locked, em)).replaceAll());

        List<StreamId> inboxes = locked.subList(locked.size() - 5, locked.size());
        assertTrue(locked.containsAll(streams));
        assertTrue(inboxes.stream().allMatch(it -> it.kind() == StreamId.Kind.INBOX), locked.toString());
        assertEquals(inboxes.stream().sorted(Comparator.comparing(StreamId::id)).toList(), inboxes);
    }

    /** The same, but it notes whose head is looked for. */
    private static EntityManager noting(List<StreamId> found, EntityManager em) {
        return (EntityManager) Proxy.newProxyInstance(
                RetentionTest.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        found.add(StreamId.parse(arguments[1].toString()));
                    }
                    return method.invoke(em, arguments);
                });
    }

    @Test
    @DisplayName("whether an access was ended since is found by exactly that access")
    void revocations() {
        UserId bob = new UserId(UUID.randomUUID());
        tell(stream, 1);
        database.transact(em -> journal(em).append(stream, ada, new Shut(bob)));

        List<Position> after = tell(stream, 1);
        String epoch = after.get(0).epoch();
        for (long seq : List.of(0L, 1L, 2L)) {
            Position since = new Position(epoch, seq, Optional.empty());
            assertEquals(Optional.of(Gap.ACCESS_CHANGED), gap(bob, since), "up to the entry itself");
            assertEquals(Optional.empty(), gap(ada.id(), since), "of somebody else");
        }
        assertEquals(Optional.empty(), gap(bob, after.get(0)));
    }

    @Test
    @DisplayName("who is not allowed to read a journal is told nothing of it, as if there were none")
    void conditions() {
        Position end = tell(stream, 2).get(1);
        StreamId nowhere = StreamId.workspace(UUID.randomUUID());
        Condition never = new Condition("1 = :two", Map.of("two", 2));

        assertEquals(Optional.of(new Start(end, Optional.empty())), start(stream, Optional.empty(), Condition.NONE));
        assertEquals(Optional.empty(), start(stream, Optional.of(end), never));
        assertEquals(Optional.empty(), start(nowhere, Optional.empty(), Condition.NONE));
    }

    private Optional<Gap> gap(UserId reader, Position since) {
        return read(history -> history.start(stream, reader, Optional.of(since), Condition.NONE))
                .orElseThrow()
                .gap();
    }

    private Optional<Start> start(StreamId journal, Optional<Position> since, Condition allowed) {
        return read(history -> history.start(journal, ada.id(), since, allowed));
    }

    /** Somebody is shut out. */
    public record Shut(UserId who) implements Fact {
        @Override
        public String type() {
            return "test:shut";
        }

        @Override
        public Optional<Revocation> revokes() {
            return Optional.of(Revocation.ofMember(who));
        }

        @Override
        public Object payload() {
            return new Journals.Said(who.toString());
        }
    }

    private List<Position> tell(StreamId journal, int entries) {
        database.transact(em -> {
            if (Journals.reading(em).extent(journal).isEmpty()) {
                journal(em).open(journal);
            }
        });
        return database.inTransaction(em -> LongStream.range(0, entries)
                .mapToObj(i -> journal(em).append(journal, ada, new Journals.Said("number " + i)))
                .toList());
    }

    private List<Long> seqs(StreamId journal) {
        return read(history -> history.after(journal, 0, 10_000)).stream()
                .map(Entry::seq)
                .toList();
    }

    private <T> T read(Function<History, T> question) {
        return database.inTransaction(em -> question.apply(Journals.reading(em)));
    }

    private Journal journal(EntityManager em) {
        Journal journal = Journals.writing(em, entry -> {});
        journal.clock = clock;
        return journal;
    }

    private void sweep(String setting, String value) {
        Retention retention = new Retention();
        retention.settings = ChosenSettings.of(setting, value);
        retention.trimmer = new Trimmer() {
            @Override
            List<StreamId> due(Rule rule, int limit) {
                return database.inTransaction(em -> on(em).due(rule, limit));
            }

            @Override
            long trim(StreamId journal, Rule rule, int limit) {
                return database.inTransaction(em -> on(em).trim(journal, rule, limit));
            }
        };
        retention.run(clock.instant());
    }

    private static Trimmer on(EntityManager em) {
        Trimmer trimmer = new Trimmer();
        trimmer.em = em;
        return trimmer;
    }
}
