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

    /** One for all connections, whoever made their data source: the container makes several. */
    private static final WriterQueue WRITERS = new WriterQueue(Duration.ofSeconds(10));

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final Path directory;

    EmbeddedDatabase(Path directory) {
        this.directory = directory;
        makeDirectory();
        h2.setURL("jdbc:h2:retry:" + directory.resolve("tutti") + OPTIONS);
        h2.setUser("tutti");
        h2.setPassword("");
    }

    @Override
    public Connection connect() throws SQLException {
        return StableViewOnH2.over(WRITERS.admit(connectForMigrations()));
    }

    /** Without turns: the migrations have two transactions that write at a time. */
    @Override
    public Connection connectForMigrations() throws SQLException {
        try {
            return h2.getConnection();
        } catch (SQLException failure) {
            if (failure.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw failure;
            }
            String advice = "Tutti does not start: another process already uses the database in " + directory
                    + ". Stop it, or set TUTTI_DATA_DIR to another directory; for several nodes, set TUTTI_DB_URL.";
            throw FailedStart.because(new SQLException(advice, failure.getSQLState(), failure.getErrorCode(), failure));
        }
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
        // nobody has waited
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
