package dev.tutti.base.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A PostgreSQL that keeps its commits, can be killed, and comes back at the same port with the same data. */
public final class RealPostgres implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int TRIES = 3;
    private static final String PID = "postmaster.pid";

    private final Path data;
    private EmbeddedPostgres server;
    /** Known by more than its number, which may be another's once it is gone. */
    private ProcessHandle first;

    /** @param directory in which its data are kept, those that are there already among them */
    public RealPostgres(Path directory) {
        this(directory, 0);
    }

    /** @param port where it listens; at any that is free, where it is 0 */
    public RealPostgres(Path directory, int port) {
        data = data(directory);
        server = launch(port);
    }

    /** @return where in this directory its data are */
    static Path data(Path directory) {
        return directory.resolve("postgres");
    }

    public int port() {
        return server.getPort();
    }

    /** @return of the process that all others of it come from */
    public long pid() {
        return first.pid();
    }

    public Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** @return its database with the real schema */
    public DataSource migrated() {
        DataSource database = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations(Migrations.locations(false))
                .load()
                .migrate();
        return database;
    }

    /** Kills all of it ({@code kill -9}), as if the machine had stopped; what it was to keep is in its files. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(first.descendants().toList());
        all.add(0, first);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(RealPostgres::awaitEnd);
        try {
            // So that nobody takes it for one that can be stopped.
            Files.deleteIfExists(data.resolve(PID));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it in good order, and waits until it has; its files are whole then. */
    void stop() {
        close();
        awaitEnd(first);
    }

    /** {@code onExit} looks ever more seldom at what is not its own child, and whoever has inherited it may be slow too. */
    private static void awaitEnd(ProcessHandle process) {
        while (process.isAlive() && !isUnburied(process.pid())) {
            Pause.brief();
        }
    }

    /** @return whether it has ended, and nobody has asked with what result */
    private static boolean isUnburied(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException goneOrElsewhere) {
            return false;
        }
    }

    /** Starts what was killed. */
    public void start() {
        int port = port();
        close();
        while (first.isAlive()) {
            // It still stands in the way of whoever wants the same port.
            Pause.brief();
        }
        for (int i = 1; ; i++) {
            try {
                server = launch(port);
                return;
            } catch (UncheckedIOException | IllegalStateException notYet) {
                // One that was only just begotten may still hold what was shared.
                if (i == TRIES) {
                    throw notYet;
                }
            }
        }
    }

    private EmbeddedPostgres launch(int port) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(START)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on");
            EmbeddedPostgres started = (port == 0 ? builder : builder.setPort(port)).start();
            first = ProcessHandle.of(Long.parseLong(
                            Files.readAllLines(data.resolve(PID)).get(0).strip()))
                    .orElseThrow();
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
