package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database that does not answer")
class SilenceTest {
    private long now;
    private int knocks;
    private final Silence silence = new Silence(() -> now);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    @DisplayName("is waited for by those who do not know it yet, and by nobody for a second then")
    void lull() {
        refuses(3_000);
        assertAtOnce();
        pass(999);
        assertAtOnce();
        assertEquals(1, knocks);
        pass(1);
        refuses(3_000);
        assertEquals(2, knocks);
        assertAtOnce();
    }

    @Test
    @DisplayName("is waited for by one at a time afterwards, whom all others do not wait for")
    void oneAtATime() throws SQLException {
        refuses(3_000);
        pass(1_000);
        assertSame(connection, silence.breakBy(() -> {
            pass(2_000);
            assertAtOnce();
            return connection;
        }));
    }

    @Test
    @DisplayName("is open to all as soon as it has let one in")
    void over() throws SQLException {
        refuses(3_000);
        pass(1_000);
        letsIn();
        letsIn();
        letsIn();
        assertEquals(4, knocks);
    }

    @Test
    @DisplayName("is another thing than one that refuses, which everybody may hear for themselves")
    void refusal() throws SQLException {
        refuses(999);
        refuses(0);
        letsIn();
        refuses(3_000);
        pass(1_000);
        refuses(0);
        letsIn();
        assertEquals(6, knocks);
    }

    private void letsIn() throws SQLException {
        assertSame(connection, silence.breakBy(() -> {
            knocks++;
            return connection;
        }));
    }

    /** @param millis after which it fails */
    private void refuses(int millis) {
        SQLException refusal = new SQLException("refused", "08001");
        assertSame(
                refusal,
                assertThrows(
                        SQLException.class,
                        () -> silence.breakBy(() -> {
                            knocks++;
                            pass(millis);
                            throw refusal;
                        })));
    }

    private void assertAtOnce() {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> silence.breakBy(() -> {
                    throw new AssertionError("somebody waits for it");
                }));
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(refused).orElseThrow().code());
    }

    private void pass(int millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
