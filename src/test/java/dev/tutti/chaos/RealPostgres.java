package dev.tutti.chaos;

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

/** A PostgreSQL that keeps its commits, can be killed, and comes back at the same port with the same data. */
final class RealPostgres implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int TRIES = 3;

    private final Path data;
    private EmbeddedPostgres server;

    /** @param directory in which its data are kept */
    RealPostgres(Path directory) {
        data = directory.resolve("postgres");
        server = launch(0);
    }

    int port() {
        return server.getPort();
    }

    /** @return of the process that all others of it come from */
    long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Kills all of it ({@code kill -9}), as if the machine had stopped; what it was to keep is in its files. */
    void kill() {
        ProcessHandle first = ProcessHandle.of(pid()).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(first.descendants().toList());
        first.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        first.onExit().join();
    }

    /** Starts what was killed. */
    void start() {
        int port = port();
        close();
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
            return (port == 0 ? builder : builder.setPort(port)).start();
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
