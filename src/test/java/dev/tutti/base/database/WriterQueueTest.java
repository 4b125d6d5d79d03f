package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Writer queue")
class WriterQueueTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final WriterQueue queue = new WriterQueue(Duration.ofSeconds(20));
    private Connection first;
    private Connection second;

    @BeforeEach
    void connect() throws SQLException {
        first = queue.admit(DriverManager.getConnection(url));
        second = queue.admit(DriverManager.getConnection(url));
        try (Statement statement = first.createStatement()) {
            statement.execute("create table head (name varchar(9) primary key, seq bigint not null)");
            statement.execute("insert into head values ('one', 1), ('two', 1)");
        }
        first.setAutoCommit(false);
        second.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws SQLException {
        first.close();
        second.close();
    }

    @Test
    @DisplayName("a transaction writes when the one before it has committed, whatever they write")
    void afterCommit() throws SQLException {
        write(first, "one");
        CompletableFuture<Void> waiting = start(() -> write(second, "two"));
        assertFalse(waiting.isDone());
        first.commit();
        waiting.join();
    }

    @Test
    @DisplayName("a transaction writes when the one before it has been rolled back, and its commit stays")
    void afterRollback() throws SQLException {
        lock(first, "one");
        CompletableFuture<Void> waiting = start(() -> {
            write(second, "one");
            second.commit();
            return null;
        });
        first.rollback();
        waiting.join();
        assertEquals(2, read(first, "one"));
    }

    @Test
    @DisplayName("readers do not wait")
    void readers() throws SQLException {
        write(first, "one");
        assertEquals(1, read(second, "one"));
    }

    @Test
    @DisplayName("a connection that is closed, or thrown away in the middle, lets the next one write")
    void closed() throws SQLException {
        write(first, "one");
        first.close();
        write(second, "two");
        second.setAutoCommit(true);
        first = queue.admit(DriverManager.getConnection(url));
        first.setAutoCommit(false);
        write(first, "two");
    }

    @Test
    @DisplayName("who waits too long for a turn gets an exception, and no turn")
    void tooLong() throws SQLException {
        WriterQueue hasty = new WriterQueue(Duration.ofMillis(1));
        try (Connection slow = hasty.admit(DriverManager.getConnection(url));
                Connection other = hasty.admit(DriverManager.getConnection(url))) {
            slow.setAutoCommit(false);
            other.setAutoCommit(false);
            write(slow, "one");
            assertThrows(SQLTimeoutException.class, () -> write(other, "two"));
            other.rollback();
            assertThrows(SQLTimeoutException.class, () -> write(other, "two"));
            slow.rollback();
            write(other, "two");
        }
    }

    @Test
    @DisplayName("who is interrupted while waiting gets an SQLException, no turn, and stays interrupted")
    void interrupted() throws SQLException {
        write(first, "one");
        Thread.currentThread().interrupt();
        assertThrows(SQLException.class, () -> write(second, "two"));
        assertTrue(Thread.interrupted());
        first.rollback();
        second.rollback();
        write(second, "two");
    }

    @Test
    @DisplayName(
            "a wait that was given up is answered with \"unavailable\" and when to come back, through any wrapping")
    void isAnsweredAsBusy() {
        try (ScratchDatabase database = new ScratchDatabase(Duration.ofMillis(1))) {
            PersistenceException late = database.inTransaction(em -> {
                em.createNativeQuery("delete from ticket where hash = ''").executeUpdate();
                return assertThrows(
                        PersistenceException.class,
                        () -> database.transact(other -> other.createNativeQuery("delete from ticket where hash = ''")
                                .executeUpdate()));
            });

            Problem answer = Diagnosis.of(new IllegalStateException(late)).orElseThrow();
            assertEquals(ErrorCode.UNAVAILABLE, answer.code());
            assertTrue(answer.retryAfter().isPresent());
        }
    }

    private static Void write(Connection connection, String name) throws SQLException {
        try (var update = connection.prepareStatement("update head set seq = seq + 1 where name = ?")) {
            update.setString(1, name);
            update.executeUpdate();
            return null;
        }
    }

    private static void lock(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("SELECT seq FROM head WHERE name = ? FOR UPDATE")) {
            query.setString(1, name);
            query.executeQuery();
        }
    }

    private static long read(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("select seq from head where name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static CompletableFuture<Void> start(Callable<Void> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.call();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
