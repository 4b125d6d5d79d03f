package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bulkhead before the database")
class BulkheadTest {
    private static final int ROOM = 4;

    private final Bulkhead bulkhead = new Bulkhead();
    private int status = Status.STATUS_NO_TRANSACTION;

    @BeforeEach
    void open() {
        bulkhead.transactions = (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> status);
        bulkhead.settings =
                ChosenSettings.of("TUTTI_DB_CONNECTIONS", Integer.toString(ROOM), "TUTTI_DB_TURN_MILLIS", "20");
        bulkhead.open();
    }

    @Test
    @DisplayName(
            "F11: sends away for a moment who finds it full, and lets others in afterwards, whatever became of the first")
    void full() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> filled(0, () -> {
                    Problem.NotNow full = assertThrows(Problem.NotNow.class, () -> bulkhead.join(() -> "never"));
                    assertEquals(ErrorCode.UNAVAILABLE, full.code());
                    assertTrue(full.retryAfter().isPresent());
                    throw new IllegalStateException("what ended it");
                }));
        assertEquals("in", filled(1, () -> bulkhead.join(() -> "in")));
    }

    @Test
    @DisplayName("asks nothing of who is in already, but counts a transaction within another one")
    void within() throws Exception {
        filled(0, () -> {
            status = Status.STATUS_ACTIVE;
            assertEquals("joined", bulkhead.join(() -> "joined"));
            assertThrows(Problem.NotNow.class, () -> bulkhead.begin(() -> "another"));
            return null;
        });
    }

    @Test
    @DisplayName("lets in who waits as soon as there is room")
    void waits() throws Exception {
        bulkhead.settings =
                ChosenSettings.of("TUTTI_DB_CONNECTIONS", Integer.toString(ROOM), "TUTTI_DB_TURN_MILLIS", "60000");
        FutureTask<String> late = new FutureTask<>(() -> bulkhead.join(() -> "late"));
        Thread waiting = new Thread(late);
        filled(0, () -> {
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertFalse(late.isDone());
            return null;
        });
        assertEquals("late", late.get(20, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("gives a thread that is to stop its interrupt back")
    void interrupted() throws Exception {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        filled(0, () -> {
            Thread stopping = new Thread(() -> {
                Thread.currentThread().interrupt();
                assertThrows(Problem.NotNow.class, () -> bulkhead.join(() -> "never"));
                kept.complete(Thread.currentThread().isInterrupted());
            });
            stopping.start();
            stopping.join();
            return null;
        });
        assertTrue(kept.get());
    }

    /** Does something while others have all the room but so much. */
    private <T> T filled(int left, Callable<T> work) throws Exception {
        return filled(left, work, 0);
    }

    private <T> T filled(int left, Callable<T> work, int already) throws Exception {
        return already == ROOM - left ? work.call() : bulkhead.begin(() -> filled(left, work, already + 1));
    }
}
