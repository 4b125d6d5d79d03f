package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A PostgreSQL whose synchronous standby takes its place")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FailoverTest {
    @TempDir
    private static Path prepared;

    private static Path template;

    @TempDir
    private Path directory;

    private StandbyPair pair;
    private PairedNode node;

    @BeforeAll
    static void prepare() {
        template = StandbyPair.prepare(prepared);
    }

    @BeforeEach
    void start() {
        pair = new StandbyPair(template, directory, StandbyPair.Commits.SYNCHRONOUS);
        node = new PairedNode(pair);
        node.write("before");
    }

    @AfterEach
    void end() {
        node.close();
        pair.close();
    }

    @Test
    @DisplayName("G16: a commit that it has and could not confirm is in doubt; its key tells that it was carried out")
    void unconfirmed() {
        pair.replication.loseAsks();
        CompletableFuture<ErrorCode> code = node.refusal("in flight");
        pair.awaitWaitingCommit();
        pair.awaitReceived();
        pair.primary.kill();
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, code.join());
        pair.promote();

        assertTrue(node.write("in flight").replayed());
        assertFalse(node.write("after").replayed());
        assertEquals(List.of("before", "in flight", "after"), node.written());
    }

    @Test
    @DisplayName("G16: a commit that never reached it is in doubt; with its key it is carried out")
    void undelivered() {
        pair.replication.freeze();
        CompletableFuture<ErrorCode> code = node.refusal("in flight");
        pair.awaitWaitingCommit();
        assertEquals(ErrorCode.OUTCOME_UNKNOWN, code.join());
        pair.primary.kill();
        pair.promote();

        assertEquals(List.of("before"), node.written());
        assertFalse(node.write("in flight").replayed());
        assertTrue(node.write("in flight").replayed());
        assertEquals(List.of("before", "in flight"), node.written());
    }

    @Test
    @DisplayName("G16: come back as the other's standby, it takes no write, and whoever still holds it leaves it")
    void comesBack() throws SQLException {
        pair.primary.kill();
        pair.promote();
        node.write("there");
        pair.comesBackAsStandby();

        try (Connection held = pair.primary.connect()) {
            SQLException refused = assertThrows(SQLException.class, () -> write(held, "never"));
            assertEquals("25006", refused.getSQLState());
            assertEquals(ErrorCode.UNAVAILABLE, PairedNode.code(refused));
            Postgres both = new Postgres(pair.store(), FirstContact.Time.REAL);
            Connection healing = HealingConnection.over(held, both::open, new Breakages());
            healing.setAutoCommit(false);
            write(healing, "elsewhere");
            healing.commit();
            assertTrue(held.isClosed());
            healing.close();
        }
        Postgres alone = new Postgres(pair.store("127.0.0.1:" + pair.primary.port()), FirstContact.Time.REAL);
        alone.begun();
        assertEquals(ErrorCode.UNAVAILABLE, PairedNode.code(assertThrows(SQLException.class, alone::connect)));
        node.write("after");
        assertEquals(List.of("before", "there", "after"), node.written());
    }

    private static void write(Connection connection, String stream) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into stream_head (stream, epoch, seq) values ('" + stream + "', 'e', 1)");
        }
    }
}
