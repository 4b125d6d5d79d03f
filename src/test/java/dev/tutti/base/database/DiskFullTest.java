package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F13: The embedded database, on a disk that is full,")
class DiskFullTest {
    private static final String WORDS = "a page that is longer than most ".repeat(60);

    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong next = new AtomicLong();
    private final List<String> said = new ArrayList<>();
    private final Logger log = Logger.getLogger(Room.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            said.add(line.getMessage().split(" ", 2)[0]);
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private EmbeddedDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        FullPath.register();
        FullPath.makeRoom();
        log.addHandler(listener);
        database = new EmbeddedDatabase(directory, FullPath.PREFIX, now::get);
        database.hold();
        database.begun();
        connection = connect();
        execute(connection, "create table note (id bigint primary key, words varchar(4000))");
        connection.commit();
    }

    @AfterEach
    void close() throws SQLException {
        FullPath.makeRoom();
        log.removeHandler(listener);
        connection.close();
        database.release();
    }

    @Test
    @DisplayName("refuses what it has no room for, keeps what it acknowledged, answers who reads, and writes again")
    void refusesAndRecovers() throws Exception {
        Connection idle = connect();
        Connection reading = connect();
        Set<Long> acknowledged = new TreeSet<>();
        FullPath.fill(size() + 200_000);
        SQLException refused = assertThrows(SQLException.class, () -> {
            while (true) {
                assertEquals(acknowledged, ids(reading));
                acknowledged.add(write(connection));
            }
        });
        assertTrue(acknowledged.size() > 10);
        Problem answer = Diagnosis.of(refused).orElseThrow();
        assertEquals(ErrorCode.UNAVAILABLE, answer.code());
        assertTrue(answer.retryAfter().isPresent());
        connection.rollback();

        assertEquals(acknowledged, ids(idle));
        assertEquals(acknowledged, ids(reading));
        assertEquals(acknowledged, ids(connection));
        assertTrue(idle.isValid(1));
        for (int i = 0; i < 5; i++) {
            assertNoRoom(idle);
            assertEquals(acknowledged, ids(idle));
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertEquals(acknowledged, ids(copied()));

        FullPath.makeRoom();
        assertNoRoom(connection);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        acknowledged.add(write(idle));
        acknowledged.add(write(connection));
        assertEquals(acknowledged, ids(reading));
        assertEquals(List.of("disk.full", "disk.free"), said);
        idle.close();
        reading.close();
    }

    @Test
    @DisplayName(
            "keeps every acknowledged row and none that was refused, with writers beside each other, again and again")
    void manyTimes() throws Exception {
        Set<Long> acknowledged = new ConcurrentSkipListSet<>();
        Set<Long> refused = new ConcurrentSkipListSet<>();
        Random random = new Random(20_261_121);
        for (int round = 0; round < 12; round++) {
            FullPath.fill(size() + random.nextInt(60_000));
            CompletableFuture<Void> one = start(() -> writeUntilRefused(acknowledged, refused));
            CompletableFuture<Void> other = start(() -> writeUntilRefused(acknowledged, refused));
            one.join();
            other.join();
            Set<Long> kept = ids(connection);
            assertTrue(kept.containsAll(acknowledged), "acknowledged, and gone");
            kept.removeAll(acknowledged);
            kept.retainAll(refused);
            assertEquals(Set.of(), kept, "refused, and kept");
            FullPath.makeRoom();
            now.addAndGet(Duration.ofSeconds(3).toNanos());
            acknowledged.add(write(connection));
        }
        connection.close();
        database.release();
        assertTrue(ids(copied()).containsAll(acknowledged));
    }

    @Test
    @DisplayName("loses a transaction whole that it could keep a part of, and says that it was not written")
    void inTheMiddle() throws Exception {
        long first = write(connection);
        FullPath.fill(size() + 100_000);
        Problem.NotNow answer = assertThrows(Problem.NotNow.class, () -> new Tries().carryOut(() -> {
            try {
                for (int i = 0; i < 5_000; i++) {
                    insert(connection);
                }
                connection.commit();
                return null;
            } catch (SQLException failure) {
                connection.rollback();
                throw new IllegalStateException(failure);
            }
        }));
        assertEquals(ErrorCode.UNAVAILABLE, answer.code());
        assertEquals(Set.of(first), ids(connection));
        assertEquals(Set.of(first), ids(copied()));
        assertNoRoom(connection);
    }

    @Test
    @DisplayName("tells who was reading at that moment to come back, and has them read the next moment")
    void underAReader() throws Exception {
        Connection reading = connect();
        ids(reading, false);
        FullPath.fill(0);
        Set<Long> acknowledged = new TreeSet<>();
        assertThrows(SQLException.class, () -> {
            while (true) {
                acknowledged.add(write(connection));
            }
        });
        SQLException gone = assertThrows(SQLException.class, () -> ids(reading, false));
        assertEquals(ErrorCode.UNAVAILABLE, Diagnosis.of(gone).orElseThrow().code());
        reading.rollback();
        assertEquals(acknowledged, ids(reading));
        reading.close();
    }

    @Test
    @DisplayName("says that nobody knows, when something was written as a whole before the commit failed")
    void doubt() throws Exception {
        long first = write(connection);
        connection.close();
        database.release();
        connection = connect();
        // The first write after an orderly end is followed by one of the file's beginning, which says so no more.
        FullPath.refuse(0, 4096);
        Doubt.settle();
        SQLException failure = assertThrows(SQLException.class, () -> write(connection));
        connection.rollback();
        assertEquals(SqlState.IN_DOUBT, failure.getSQLState());
        assertTrue(Doubt.settle());
        FullPath.makeRoom();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        long last = write(connection);
        assertTrue(ids(connection).containsAll(Set.of(first, last)));
    }

    @Test
    @DisplayName("that takes nothing at all any more, not even over what is there, answers who reads, and writes again")
    void takesNothing() throws Exception {
        long first = write(connection);
        FullPath.refuse(0, Long.MAX_VALUE);
        assertThrows(SQLException.class, () -> write(connection));
        connection.rollback();
        assertEquals(Set.of(first), ids(connection));
        FullPath.makeRoom();
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        long second = write(connection);
        assertEquals(Set.of(first, second), ids(connection));
    }

    @Test
    @DisplayName("is not started, says why, and has lost nothing when it is started with room")
    void start() throws Exception {
        connection.close();
        database.release();
        Files.delete(directory.resolve("tutti.mv.db"));
        database = new EmbeddedDatabase(directory, FullPath.PREFIX, now::get);
        database.hold();
        Migrations.carryOut(new TuttiDataSource(database));
        connection = connect();
        execute(connection, "create table note (id bigint primary key, words varchar(4000))");
        long first = write(connection);
        FullPath.fill(0);
        assertThrows(SQLException.class, () -> {
            while (true) {
                write(connection);
            }
        });
        connection.close();
        database.release();

        // The look at the schema writes, whatever it finds.
        database = new EmbeddedDatabase(directory, FullPath.PREFIX, now::get);
        database.hold();
        assertThrows(RuntimeException.class, () -> Migrations.carryOut(new TuttiDataSource(database)));
        assertTrue(said.contains("disk.full"));
        database.release();

        EmbeddedDatabase another = new EmbeddedDatabase(directory.resolve("another"), FullPath.PREFIX, now::get);
        SQLException refused = assertThrows(SQLException.class, another::hold);
        assertTrue(refused.getMessage().contains("Make room"), refused.getMessage());

        FullPath.makeRoom();
        database = new EmbeddedDatabase(directory, FullPath.PREFIX, now::get);
        database.hold();
        Migrations.carryOut(new TuttiDataSource(database));
        connection = connect();
        assertTrue(ids(connection).contains(first));
    }

    private Void writeUntilRefused(Set<Long> acknowledged, Set<Long> refused) throws SQLException {
        try (Connection mine = connect()) {
            while (true) {
                long id = next.incrementAndGet();
                try {
                    insert(mine, id);
                    mine.commit();
                    acknowledged.add(id);
                } catch (SQLException failure) {
                    if (!SqlState.isBehind(failure, SqlState.IN_DOUBT)) {
                        assertTrue(Diagnosis.of(failure).isPresent(), failure.toString());
                        refused.add(id);
                    }
                    mine.rollback();
                    return null;
                }
            }
        }
    }

    private void assertNoRoom(Connection by) throws SQLException {
        SQLException refused = assertThrows(SQLException.class, () -> write(by));
        assertEquals(NoRoom.STATE, refused.getSQLState());
        by.rollback();
    }

    private Connection connect() throws SQLException {
        Connection pooled = database.connect();
        pooled.setAutoCommit(false);
        return pooled;
    }

    private long write(Connection by) throws SQLException {
        long id = insert(by);
        by.commit();
        return id;
    }

    private long insert(Connection by) throws SQLException {
        return insert(by, next.incrementAndGet());
    }

    private static long insert(Connection by, long id) throws SQLException {
        try (PreparedStatement insert = by.prepareStatement("insert into note values (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, WORDS);
            insert.execute();
            return id;
        }
    }

    private static void execute(Connection by, String sql) throws SQLException {
        try (PreparedStatement statement = by.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static Set<Long> ids(Connection by) throws SQLException {
        return ids(by, true);
    }

    private static Set<Long> ids(Connection by, boolean end) throws SQLException {
        Set<Long> ids = new TreeSet<>();
        try (PreparedStatement query = by.prepareStatement("select id, words from note");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                assertEquals(WORDS, rows.getString(2));
                ids.add(rows.getLong(1));
            }
        }
        if (end) {
            by.commit();
        }
        return ids;
    }

    private static Set<Long> ids(EmbeddedDatabase of) throws SQLException {
        try (Connection by = of.connect()) {
            return ids(by, false);
        }
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("tutti.mv.db"));
    }

    /** As it would be found after {@code kill -9} at this moment. */
    private EmbeddedDatabase copied() throws IOException {
        Path copy = directory.resolve("copy" + next.incrementAndGet());
        Files.createDirectories(copy);
        Files.copy(directory.resolve("tutti.mv.db"), copy.resolve("tutti.mv.db"));
        return new EmbeddedDatabase(copy);
    }

    private static CompletableFuture<Void> start(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.carryOut();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private interface Work {
        Void carryOut() throws SQLException;
    }
}
