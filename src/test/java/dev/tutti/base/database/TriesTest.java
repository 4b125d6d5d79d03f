package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tries")
class TriesTest {
    private final List<Long> pauses = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private long now;
    private final Tries tries = new Tries(new FirstContact.Time(() -> now, pauses::add));

    @Test
    @DisplayName("G20: work that gave way to another is carried out again, three times at most")
    void gaveWay() throws Exception {
        assertEquals(3, tries.carryOut(() -> failing(2, "40P01")));
        assertEquals(2, pauses.size());
        assertTrue(pauses.stream().allMatch(pause -> pause >= 1 && pause <= 80), pauses.toString());

        calls.set(0);
        assertThrows(PersistenceException.class, () -> tries.carryOut(() -> failing(9, "40001")));
        assertEquals(4, calls.get());
    }

    @Test
    @DisplayName("G13: work whose connection had broken is carried out once more, unless it took long to find out")
    void broken() throws Exception {
        assertEquals(2, tries.carryOut(() -> failing(1, "08006")));

        calls.set(0);
        assertThrows(PersistenceException.class, () -> tries.carryOut(() -> failing(2, "57P01")));
        assertEquals(2, calls.get());

        calls.set(0);
        assertThrows(
                PersistenceException.class,
                () -> tries.carryOut(() -> {
                    now += Duration.ofSeconds(2).toNanos();
                    return failing(1, "08006");
                }));
        assertEquals(1, calls.get());
    }

    @Test
    @DisplayName(
            "G15: work that may have been committed is never tried again, also where nothing but the thread knows it")
    void doubt() {
        assertEquals(
                ErrorCode.OUTCOME_UNKNOWN, refusal(() -> failing(1, "08007")).code());
        assertEquals(1, calls.get());
        assertEquals(
                ErrorCode.OUTCOME_UNKNOWN,
                refusal(() -> {
                            Doubt.arise();
                            throw new IllegalStateException("a transaction manager that says no more");
                        })
                        .code());
    }

    @Test
    @DisplayName("F13: work that finds no room, no memory or a disk that fails is not tried again")
    void noRoom() {
        for (String state : List.of("53100", "53200", "58030")) {
            calls.set(0);
            assertThrows(PersistenceException.class, () -> tries.carryOut(() -> failing(1, state)));
            assertEquals(1, calls.get());
        }
        assertEquals(List.of(), pauses);
    }

    @Test
    @DisplayName("F13: that there was no room is told as such, also where nothing but the thread knows it")
    void noRoomByTheThread() {
        Callable<Integer> full = () -> {
            calls.incrementAndGet();
            NoRoom.arise();
            throw new IllegalStateException("a transaction manager that says no more");
        };
        assertEquals(ErrorCode.UNAVAILABLE, refusal(full).code());
        assertEquals(1, calls.get());
        NoRoom.arise();
        assertThrows(PersistenceException.class, () -> tries.carryOut(() -> failing(9, "23505")));
        assertThrows(
                Problem.Conflict.class,
                () -> tries.carryOut(() -> {
                    NoRoom.arise();
                    throw new Problem.Conflict("no");
                }));
    }

    @Test
    @DisplayName("a doubt of before is none of now; and whatever else fails, fails once")
    void others() {
        Doubt.arise();
        assertThrows(PersistenceException.class, () -> tries.carryOut(() -> failing(1, "23505")));
        assertThrows(
                Problem.Conflict.class,
                () -> tries.carryOut(() -> {
                    throw new Problem.Conflict("no");
                }));
        assertEquals(1, calls.get());
        assertEquals(List.of(), pauses);
    }

    @Test
    @DisplayName("G20: of two transactions that really wait for each other both are carried out in the end")
    void deadlock() throws Exception {
        try (ScratchDatabase database = new ScratchDatabase()) {
            database.transact(em -> em.createNativeQuery(
                            "insert into stream_head (stream, epoch, seq) values ('a', 'e', 0), ('b', 'e', 0)")
                    .executeUpdate());
            boolean locksRows = System.getProperty("tutti.scratch", "h2").equals("postgresql");
            CyclicBarrier both = new CyclicBarrier(locksRows ? 2 : 1);
            AtomicInteger attempts = new AtomicInteger();
            CompletableFuture<Void> one = start(() -> crossing(database, both, attempts, "a", "b"));
            CompletableFuture<Void> other = start(() -> crossing(database, both, attempts, "b", "a"));
            one.join();
            other.join();
            database.transact(em -> assertEquals(
                    4,
                    ((Number) em.createNativeQuery("select sum(seq) from stream_head")
                                    .getSingleResult())
                            .intValue()));
            assertEquals(locksRows ? 3 : 2, attempts.get());
        }
    }

    private static Void crossing(
            ScratchDatabase database, CyclicBarrier both, AtomicInteger attempts, String first, String second)
            throws Exception {
        return new Tries().carryOut(() -> {
            int attempt = attempts.incrementAndGet();
            database.transact(em -> {
                raise(em, first);
                if (attempt <= 2) {
                    meet(both);
                }
                raise(em, second);
            });
            return null;
        });
    }

    private static void raise(EntityManager em, String stream) {
        em.createNativeQuery("update stream_head set seq = seq + 1 where stream = ?1")
                .setParameter(1, stream)
                .executeUpdate();
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static CompletableFuture<Void> start(Callable<Void> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private int failing(int times, String state) {
        if (calls.incrementAndGet() <= times) {
            throw new PersistenceException(new SQLException("no", state));
        }
        return calls.get();
    }

    private Problem refusal(Callable<Integer> work) {
        return assertThrows(Problem.class, () -> tries.carryOut(work));
    }
}
