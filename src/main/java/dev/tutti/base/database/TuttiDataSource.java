package dev.tutti.base.database;

import dev.tutti.base.config.DataDirectory;
import dev.tutti.base.config.FailedStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Where connections come from. The container creates it from {@link Database}'s definition, pools it and enlists it in
 * its transactions; so one WAR brings its database along to any server.
 */
public class TuttiDataSource implements DataSource {
    /**
     * {@code h2:retry} survives the interrupt of a thread that is writing, where {@code h2:file} closes the database
     * ({@code h2:async} does as well, but with threads that remember an application which is long gone);
     * {@code WRITE_DELAY=0} keeps every acknowledged commit through {@code kill -9}, where the default loses half a
     * second of them; the database ends with its last connection, not with a shutdown hook that would cut off
     * requests still running; and it is not compacted then, because moving its parts about at the end is where H2
     * has lost some (h2database issues 4123, 4247).
     */
    private static final String H2_OPTIONS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;LOCK_TIMEOUT=10000";

    /** One for all connections, whoever made their data source: the container makes several. */
    private static final WriterQueue WRITERS = new WriterQueue(Duration.ofSeconds(10));

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final Path directory = DataDirectory.configured();

    public TuttiDataSource() {
        makeDirectory();
        h2.setURL("jdbc:h2:retry:" + directory.resolve("tutti") + H2_OPTIONS);
        h2.setUser("tutti");
        h2.setPassword("");
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

    /** WildFly refuses a data source definition that sets no property; this one is there to be set. */
    public void setConfigSource(String source) {
        if (!source.equals("settings")) {
            throw new IllegalArgumentException("The only source of the data source's configuration is the settings.");
        }
    }

    /**
     * @return the same, but without turns: for the migrations, which nobody else writes beside, and which have two
     *     transactions that write at a time
     */
    DataSource forMigrations() {
        return h2;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return StableViewOnH2.over(WRITERS.admit(h2.getConnection()));
        } catch (SQLException failure) {
            if (failure.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw failure;
            }
            String advice = "Tutti does not start: another process already uses the database in " + directory
                    + ". Stop it, or set TUTTI_DATA_DIR to another directory.";
            throw FailedStart.because(new SQLException(advice, failure.getSQLState(), failure.getErrorCode(), failure));
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return h2.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        h2.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        h2.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return h2.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The data source logs through System.Logger.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return h2.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return h2.isWrapperFor(type);
    }
}
