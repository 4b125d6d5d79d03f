package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Link;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection to PostgreSQL")
class PostgresTest {
    private final String name = ScratchPostgres.migratedName();
    private final Link line = new Link(ScratchPostgres.port());
    private final Postgres near = postgres(line.port());
    private final Postgres direct = postgres(ScratchPostgres.port());
    private final List<Long> pauses = new ArrayList<>();
    private Duration skipped = Duration.ZERO;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        near.begun();
        connection = near.connect();
    }

    @AfterEach
    void close() throws SQLException {
        line.close();
        connection.close();
    }

    @Test
    @DisplayName("has bounds on what it waits for, and gives up what stands still")
    void bounds() throws SQLException {
        assertEquals("1s", one("show statement_timeout"));
        assertEquals("10s", one("show idle_in_transaction_session_timeout"));
        assertEquals("tutti", one("show application_name"));
        SQLException slow = assertThrows(SQLException.class, () -> one("select pg_sleep(3)"));
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(slow).orElseThrow().code());
    }

    @Test
    @DisplayName("G13: whose other end was ended serves the next transaction as if nothing had been, as it was set up")
    void heals() throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        write("a");
        connection.commit();
        for (int round = 0; round < 3; round++) {
            endBackends();
            endBreakage();
            write("b" + round);
            assertEquals("serializable", one("show transaction_isolation"));
            assertFalse(connection.getAutoCommit());
            connection.commit();
        }
        assertEquals(4, rows());
    }

    @Test
    @DisplayName("G13: whose other end was ended this very moment serves on, though it was used just before")
    void endedJustNow() throws SQLException {
        connection.setAutoCommit(false);
        for (int round = 0; round < 10; round++) {
            write("a" + round);
            connection.commit();
            endBackends();
        }
        assertEquals(10, rows());
    }

    @Test
    @DisplayName("G13: that breaks within a transaction loses it and says so, and serves the next one")
    void breaksInTheMiddle() throws SQLException {
        connection.setAutoCommit(false);
        write("lost");
        line.cut();
        SQLException failure = assertThrows(SQLException.class, () -> write("too"));
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(failure).orElseThrow().code());
        connection.rollback();

        write("kept");
        connection.commit();
        assertEquals(1, rows());
    }

    @Test
    @DisplayName("G13: that has broken is given back to the servers' pools, and lent again, without another failure")
    void givenBack() throws SQLException {
        connection.setAutoCommit(false);
        write("lost");
        line.refuse();
        assertThrows(SQLException.class, () -> write("too"));
        connection.rollback();
        connection.setClientInfo(new Properties());
        connection.setClientInfo("ApplicationName", "another");
        connection.endRequest();
        connection.beginRequest();
    }

    @Test
    @DisplayName("G13: one that broke makes the others prove that they live, however short ago they were used")
    void tellsTheOthers() throws SQLException {
        try (Connection other = near.connect()) {
            other.setAutoCommit(false);
            write(other, "first");
            other.commit();
            connection.setAutoCommit(false);
            write("lost");
            line.cut();
            assertThrows(SQLException.class, () -> write("too"));
            connection.rollback();

            write(other, "second");
            other.commit();
        }
        assertEquals(2, rows());
    }

    @Test
    @DisplayName("G14: that is half-open is an error within the time that is set, and after it is mended it serves on")
    void halfOpen() throws SQLException {
        connection.setAutoCommit(false);
        write("lost");
        line.freeze();
        assertWithin(Duration.ofSeconds(3), () -> write("too"));
        connection.rollback();
        // The driver asks with TLS and then without: both are one wait.
        assertWithin(Duration.ofSeconds(2), () -> write("still away"));
        assertWithin(Duration.ofSeconds(1), () -> write("asked by the same once more"));
        assertWithin(Duration.ofSeconds(1), near::connect);
        connection.rollback();
        line.mend();
        skipped = Duration.ofSeconds(1);
        write("kept");
        connection.commit();
        assertEquals(1, rows());
    }

    @Test
    @DisplayName("G15: whose commit is not answered says that nobody knows, whether it took place or not")
    void doubt() throws SQLException {
        connection.setAutoCommit(false);
        write("arrives");
        line.loseAnswers();
        assertDoubt();
        line.mend();
        assertEquals(1, rows());

        write("does not arrive");
        line.freeze();
        assertDoubt();
        line.mend();
        assertEquals(1, rows());
        write("later");
        connection.commit();
        assertEquals(2, rows());
    }

    @Test
    @DisplayName("G15: a transaction that only read has nothing to be in doubt about")
    void reading() throws SQLException {
        connection.setAutoCommit(false);
        assertEquals("0", one("select count(*) from stream_head"));
        line.loseAnswers();
        connection.commit();
        assertFalse(Doubt.settle());
        line.mend();
        assertEquals("0", one("select count(*) from stream_head"));
    }

    @Test
    @DisplayName("a commit that the database refuses is no doubt, but a failure like others")
    void refusedCommit() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table late (id int, constraint once unique (id) deferrable initially deferred)");
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into late values (1), (1)");
        }
        SQLException refused = assertThrows(SQLException.class, connection::commit);
        assertEquals("23505", refused.getSQLState());
        assertFalse(Doubt.settle());
    }

    @Test
    @DisplayName(
            "G8, G13: cannot be had while the database is away, which is told at once and is 503; and can be afterwards")
    void away() throws SQLException {
        line.refuse();
        SQLException failure = assertThrows(SQLException.class, near::connect);
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(failure).orElseThrow().code());
        assertEquals(List.of(), pauses);
        line.mend();
        near.connect().close();
    }

    @Test
    @DisplayName(
            "G16: with one that is the primary no more is given up: nothing is acknowledged there, and it serves on with"
                    + " the next")
    void demoted() throws SQLException {
        connection.setAutoCommit(false);
        write("a");
        connection.commit();
        execute("set transaction read only");
        SQLException refused = assertThrows(SQLException.class, () -> write("never"));
        assertEquals("25006", refused.getSQLState());
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(refused).orElseThrow().code());
        connection.rollback();

        try (Connection other = direct.connect()) {
            execute(other, "alter database " + name + " set default_transaction_read_only = on");
            execute("set default_transaction_read_only = on");
            connection.commit();
            SQLException away = assertThrows(SQLException.class, () -> write("nor this"));
            assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(away).orElseThrow().code());
            connection.rollback();
            execute(other, "alter database " + name + " reset default_transaction_read_only");
        }
        write("b");
        connection.commit();
        assertEquals(2, rows());
    }

    @Test
    @DisplayName(
            "is signed in to as who is set and with the password that is; another stops the start, and is not repeated")
    void password() throws SQLException, IOException {
        execute("create role guarded login password 'open sesame'");
        Path rules = Path.of(one("show hba_file"));
        Files.writeString(rules, "host all guarded all scram-sha-256\n" + Files.readString(rules));
        execute("select pg_reload_conf()");

        Postgres wrong = new Postgres(guarded("open barley"), FirstContact.Time.REAL);
        String refusal = refusal(wrong);
        assertTrue(refusal.contains("TUTTI_DB_PASSWORD"), refusal);
        assertFalse(refusal.contains("barley"), refusal);
        try (Connection in = new Postgres(guarded("open sesame"), FirstContact.Time.REAL).connect();
                Statement statement = in.createStatement();
                ResultSet who = statement.executeQuery("select current_user")) {
            who.next();
            assertEquals("guarded", who.getString(1));
        }
    }

    /** The server takes a moment until it goes by new rules. */
    private static String refusal(Postgres wrong) throws SQLException {
        for (long end = System.nanoTime() + Duration.ofSeconds(10).toNanos(); System.nanoTime() < end; ) {
            try {
                wrong.connect().close();
            } catch (SQLException refused) {
                return refused.getMessage();
            }
        }
        throw new AssertionError("let in with any password");
    }

    private Settings.Store guarded(String password) {
        return ChosenSettings.of(
                        "TUTTI_DB_URL",
                        url(ScratchPostgres.port()),
                        "TUTTI_DB_USER",
                        "guarded",
                        "TUTTI_DB_PASSWORD",
                        password,
                        "TUTTI_TOKEN_SECRET",
                        "irrelevant")
                .store();
    }

    @Test
    @DisplayName("is waited for at the start, for as long as is set")
    void waits() throws SQLException {
        line.refuse();
        Postgres late = new Postgres(settings(line.port()), new FirstContact.Time(() -> 0, millis -> {
            pauses.add(millis);
            if (pauses.size() == 3) {
                line.mend();
            }
        }));
        late.connect().close();
        assertEquals(List.of(1_000L, 1_000L, 1_000L), pauses);
    }

    @Test
    @DisplayName("is waited for also where the database goes away once more before the start is over, and then no more")
    void waitsAgain() throws SQLException {
        Postgres starting = new Postgres(settings(line.port()), new FirstContact.Time(() -> 0, millis -> {
            pauses.add(millis);
            line.mend();
        }));
        starting.connect().close();
        assertEquals(List.of(), pauses);
        line.refuse();
        starting.connectForMigrations().close();
        assertEquals(List.of(1_000L), pauses);

        starting.begun();
        line.refuse();
        assertThrows(SQLException.class, starting::connect);
        assertEquals(1, pauses.size());
    }

    @Test
    @DisplayName("that breaks under the migrations is waited for, and they are carried out then")
    void breaksUnderMigrations() throws SQLException {
        Postgres starting = new Postgres(settings(line.port()), new FirstContact.Time(() -> 0, millis -> {
            pauses.add(millis);
            line.mend();
        }));
        execute("drop schema public cascade");
        execute("create schema public");
        AtomicInteger asked = new AtomicInteger();
        Migrations.carryOut(new TuttiDataSource(starting) {
            @Override
            DataSource forMigrations() {
                return new TuttiDataSource(starting) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        Connection link = starting.connectForMigrations();
                        if (asked.incrementAndGet() == 2) {
                            line.refuse();
                        }
                        return link;
                    }
                };
            }
        });
        // Once, or oftener where the machine is too loaded for the second that it has to be let in.
        assertEquals(1_000L, pauses.get(0));
        assertEquals(0, rows());
    }

    @Test
    @DisplayName(
            "is not waited for for ever, nor at all where it is a matter of the settings; and the sentence says so")
    void waitsNoMore() {
        line.refuse();
        long[] now = {0};
        Postgres never = new Postgres(
                settings(line.port()),
                new FirstContact.Time(
                        () -> now[0],
                        millis -> now[0] += Duration.ofMillis(millis).toNanos()));
        SQLException given = assertThrows(SQLException.class, never::connect);
        assertTrue(given.getMessage().contains("Tutti does not start"), given.getMessage());
        assertEquals(7, Duration.ofNanos(now[0]).toSeconds());

        Postgres misspelt = new Postgres(
                ChosenSettings.of(
                                "TUTTI_DB_URL", url(ScratchPostgres.port()) + "_",
                                "TUTTI_DB_USER", "postgres",
                                "TUTTI_TOKEN_SECRET", "irrelevant")
                        .store(),
                new FirstContact.Time(() -> 0, pauses::add));
        assertTrue(
                assertThrows(SQLException.class, misspelt::connect).getMessage().contains("TUTTI_DB_URL"));
        assertEquals(List.of(), pauses);
    }

    @Test
    @DisplayName("tells a stable view of one moment, also right after it was healed")
    void stableView() throws SQLException {
        connection.setAutoCommit(false);
        endBackends();
        endBreakage();
        try (Statement statement = connection.createStatement()) {
            statement.execute(StableView.STATEMENT);
        }
        assertEquals("0", one("select count(*) from stream_head"));
        try (Connection other = direct.connect()) {
            write(other, "another");
        }
        assertEquals("0", one("select count(*) from stream_head"));
        connection.commit();
        assertEquals("1", one("select count(*) from stream_head"));
    }

    private void assertDoubt() {
        SQLException doubt = assertThrows(SQLException.class, connection::commit);
        assertEquals(SqlState.IN_DOUBT, doubt.getSQLState());
        assertEquals(
                ErrorCode.OUTCOME_UNKNOWN, Diagnosis.of(doubt).orElseThrow().code());
        assertTrue(Doubt.settle());
    }

    private static void assertWithin(Duration limit, org.junit.jupiter.api.function.Executable work) {
        long begin = System.nanoTime();
        SQLException failure = assertThrows(SQLException.class, work);
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(failure).orElseThrow().code());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(limit) < 0, () -> "took " + took);
    }

    private Postgres postgres(int port) {
        return new Postgres(
                settings(port), new FirstContact.Time(() -> System.nanoTime() + skipped.toNanos(), Thread::sleep));
    }

    private Settings.Store settings(int port) {
        return ChosenSettings.of(
                        "TUTTI_DB_URL", url(port),
                        "TUTTI_DB_USER", "postgres",
                        "TUTTI_TOKEN_SECRET", "irrelevant",
                        "TUTTI_DB_CONNECT_SECONDS", "1",
                        "TUTTI_DB_ANSWER_SECONDS", "2",
                        "TUTTI_DB_STATEMENT_SECONDS", "1",
                        "TUTTI_DB_START_SECONDS", "7")
                .store();
    }

    private String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }

    private void write(String stream) throws SQLException {
        write(connection, stream);
    }

    private static void write(Connection connection, String stream) throws SQLException {
        execute(connection, "insert into stream_head (stream, epoch, seq) values ('" + stream + "', 'e', 1)");
    }

    private void execute(String sql) throws SQLException {
        execute(connection, sql);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    private int rows() throws SQLException {
        try (Connection other = direct.connect();
                Statement statement = other.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from stream_head")) {
            result.next();
            return result.getInt(1);
        }
    }

    private void endBackends() throws SQLException {
        try (Connection other = direct.connect();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + name
                    + "' and pid <> pg_backend_pid()");
        }
    }

    /** Another connection has found out what this one has not. */
    private void endBreakage() throws SQLException {
        try (Connection other = near.connect()) {
            other.setAutoCommit(false);
            write(other, "never");
            line.cut();
            other.rollback();
        }
    }
}
