package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded database")
class EmbeddedDatabaseTest {
    private static final int INTERRUPTS = 100;

    @TempDir
    private Path directory;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger tried = new AtomicInteger();
    /** Written by one thread, and read when it has ended. */
    private final Set<Integer> committed = new TreeSet<>();

    private final Set<String> failures = new TreeSet<>();

    @Test
    @DisplayName("G25: stays open when threads that write are interrupted, and keeps what they committed")
    void interrupts() throws Exception {
        EmbeddedDatabase database = new EmbeddedDatabase(directory);
        try (Connection others = database.connect()) {
            execute(others, "create table note (id int primary key, words varchar(4000))");
            Thread writer = new Thread(() -> write(database));
            writer.start();
            for (int round = 0; round < INTERRUPTS; round++) {
                int begun = tried.get();
                while (tried.get() < begun + 1) {
                    Thread.onSpinWait();
                }
                writer.interrupt();
            }
            over.set(true);
            writer.join();
            execute(others, "insert into note values (-1, 'by another, after it')");
        }
        try (Connection again = database.connect()) {
            Set<Integer> kept = ids(again);
            assertTrue(kept.containsAll(committed), "what was committed is gone");
            assertTrue(kept.contains(-1));
            assertEquals(Set.of(), failures, "refused for another reason than the interrupt");
        }
    }

    private void write(EmbeddedDatabase database) {
        while (!over.get()) {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                while (!over.get()) {
                    int id = tried.incrementAndGet();
                    execute(connection, "insert into note values (" + id + ", '" + "long ".repeat(700) + "')");
                    connection.commit();
                    committed.add(id);
                }
            } catch (SQLException refused) {
                // Interrupted while it waited for its turn: the thread is asked to end, and this one goes on.
                if (!Thread.interrupted()) {
                    failures.add(refused.toString());
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Set<Integer> ids(Connection connection) throws SQLException {
        Set<Integer> ids = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select id from note")) {
            while (result.next()) {
                ids.add(result.getInt(1));
            }
        }
        return ids;
    }
}
