package dev.tutti.base.database;

import dev.tutti.base.config.FailedStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/** H2, in files in the data directory, for one node alone. */
final class EmbeddedDatabase implements Connector {
    /**
     * {@code h2:retry} survives the interrupt of a thread that is writing, where {@code h2:file} closes the database
     * ({@code h2:async} does as well, but with threads that remember an application which is long gone);
     * {@code WRITE_DELAY=0} keeps every acknowledged commit through {@code kill -9}, where the default loses half a
     * second of them; the database ends with its last connection, not with a shutdown hook that would cut off
     * requests still running; and it is not compacted then, because moving its parts about at the end is where H2
     * has lost some (h2database issues 4123, 4247).
     */
    private static final String OPTIONS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;LOCK_TIMEOUT=10000";

    /** One for all data sources, of which the container makes several. */
    private static final Map<Path, EmbeddedDatabase> SHARED = new ConcurrentHashMap<>();

    /** A try finds that the file was given up, and the next one has it opened anew. */
    private static final int TRIES = 2;

    static {
        FencedPath.register();
    }

    private final Path directory;
    private final String prefix;
    private final Room room;
    private final WriterQueue writers;

    private Opening opening;
    private boolean holding;
    /** An embedded database closes with its last connection; this one keeps it open. */
    private Optional<ReopenedConnection.Link> anchor = Optional.empty();

    private volatile boolean begun;

    EmbeddedDatabase(Path directory) {
        this(directory, "", System::nanoTime);
    }

    /** @param prefix names another one of H2's file systems, from its scheme to the colon */
    EmbeddedDatabase(Path directory, String prefix, LongSupplier nanos) {
        this.directory = directory;
        this.prefix = prefix;
        room = new Room(directory.toString(), prefix, nanos);
        writers = new WriterQueue(Duration.ofSeconds(10), room);
        opening = new Opening(room::end);
        makeDirectory();
    }

    static EmbeddedDatabase in(Path directory) {
        return SHARED.computeIfAbsent(directory, EmbeddedDatabase::new);
    }

    @Override
    public Connection connect() throws SQLException {
        return StableViewOnH2.over(writers.admit(ReopenedConnection.by(this::link)));
    }

    /** Without turns: the migrations have two transactions that write at a time. */
    @Override
    public Connection connectForMigrations() throws SQLException {
        return link().connection();
    }

    /** @return H2's own connection to the file, which is opened anew where it was given up */
    private ReopenedConnection.Link link() throws SQLException {
        for (int tries = 1; ; tries++) {
            Opening now = current();
            try {
                ReopenedConnection.Link link = new ReopenedConnection.Link(open(now), now);
                keep(now);
                return link;
            } catch (SQLException failure) {
                if (SqlState.isClosed(failure)) {
                    now.end();
                }
                if (!now.isOver() || tries == TRIES) {
                    throw begun ? failure : refused(failure, now);
                }
            }
        }
    }

    private synchronized Opening current() {
        if (opening.isOver()) {
            opening.end();
            opening = new Opening(room::end);
        }
        return opening;
    }

    private Connection open(Opening at) throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:retry:" + FencedPath.prefix(at) + prefix + directory.resolve("tutti") + OPTIONS);
        h2.setUser("tutti");
        h2.setPassword("");
        Connection connection = h2.getConnection();
        at.countedBy(UsageCount.of(connection));
        return connection;
    }

    private synchronized void keep(Opening now) throws SQLException {
        if (holding && anchor.filter(kept -> kept.opening() == now).isEmpty()) {
            Connection next = open(now);
            letGo();
            anchor = Optional.of(new ReopenedConnection.Link(next, now));
        }
    }

    private void letGo() throws SQLException {
        if (anchor.filter(kept -> !kept.opening().isOver()).isPresent()) {
            anchor.get().connection().close();
        }
        anchor = Optional.empty();
    }

    @Override
    public void hold() throws SQLException {
        synchronized (this) {
            holding = true;
        }
        link().connection().close();
    }

    @Override
    public synchronized void release() throws SQLException {
        holding = false;
        letGo();
    }

    private SQLException refused(SQLException failure, Opening at) {
        if (failure.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
            return advised(
                    "another process already uses the database in " + directory
                            + ". Stop it, or set TUTTI_DATA_DIR to another directory; for several nodes, set TUTTI_DB_URL.",
                    failure);
        }
        if (at.failure().isPresent()) {
            return advised(
                    "nothing can be written into " + directory + " ("
                            + at.failure().get().getMessage() + "). Make room on the disk of TUTTI_DATA_DIR.",
                    failure);
        }
        return failure;
    }

    private static SQLException advised(String advice, SQLException failure) {
        return FailedStart.because(new SQLException(
                "Tutti does not start: " + advice, failure.getSQLState(), failure.getErrorCode(), failure));
    }

    @Override
    public boolean isEmbedded() {
        return true;
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public void begun() {
        begun = true;
    }

    @Override
    public String place() {
        return directory.toString();
    }

    /** For the server's user alone: what is kept here is everybody's. */
    private void makeDirectory() {
        try {
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];
            Files.createDirectories(directory, ownerOnly);
        } catch (IOException failure) {
            throw FailedStart.because(new UncheckedIOException(
                    "Tutti does not start: the data directory " + directory
                            + " cannot be made. Give the server's user the right to, or set TUTTI_DATA_DIR.",
                    failure));
        }
    }
}
