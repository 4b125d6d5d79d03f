package dev.tutti.base.database;

import dev.tutti.base.Link;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL with the real schema, and a real standby that repeats what it writes. Each can be killed, and the
 * standby can take the other's place.
 */
public final class StandbyPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Over which the standby is told what it is to repeat: the asks are what it confirms, the answers what it is told. */
    public final Link replication;

    public final RealPostgres primary;
    public final RealPostgres standby;

    private final Path directory;

    /** When a commit on the primary is answered. */
    public enum Commits {
        /** When the standby has it too. */
        SYNCHRONOUS,
        /** When the primary has it. */
        ASYNCHRONOUS
    }

    /** @param template what both begin with, as {@link #prepare} has left it */
    public StandbyPair(Path template, Path directory, Commits commits) {
        this.directory = directory;
        copy(template, data("primary"));
        copy(template, data("standby"));
        if (commits == Commits.SYNCHRONOUS) {
            set(data("primary"), "synchronous_standby_names = 'standby'");
        }
        primary = new RealPostgres(directory.resolve("primary"));
        replication = new Link(primary.port());
        follow(data("standby"), replication.port());
        standby = new RealPostgres(directory.resolve("standby"));
    }

    /** @return the files of a database with the real schema, in this directory */
    public static Path prepare(Path directory) {
        RealPostgres first = new RealPostgres(directory);
        migrate(first);
        first.stop();
        return RealPostgres.data(directory);
    }

    private Path data(String which) {
        return RealPostgres.data(directory.resolve(which));
    }

    /** @return how to reach whichever of the two writes, with little patience */
    public Settings.Store store() {
        return store("127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port());
    }

    /** @param hosts that are to be asked, and no others */
    Settings.Store store(String hosts) {
        return ChosenSettings.of(
                        "TUTTI_DB_URL", "jdbc:postgresql://" + hosts + "/postgres",
                        "TUTTI_DB_USER", "postgres",
                        "TUTTI_TOKEN_SECRET", "irrelevant",
                        "TUTTI_DB_CONNECT_SECONDS", "2",
                        "TUTTI_DB_ANSWER_SECONDS", "4",
                        "TUTTI_DB_STATEMENT_SECONDS", "3",
                        "TUTTI_DB_START_SECONDS", "0")
                .store();
    }

    /** @return the database as a node has it, whichever of the two writes */
    public ScratchDatabase database() {
        Postgres connector = new Postgres(store(), FirstContact.Time.REAL);
        connector.begun();
        return new ScratchDatabase(new ScratchPool(connector));
    }

    /** The standby takes the place of the other, as an administrator says once that one is gone. */
    public void promote() {
        ask(standby, "select pg_promote(true, 30)");
    }

    /** The primary of before comes back as the standby of the other one. */
    public void comesBackAsStandby() {
        follow(data("primary"), standby.port());
        primary.start();
    }

    /** Waits until the standby shows all that is written. */
    public void awaitCaughtUp() {
        String end = ask(primary, "select pg_current_wal_lsn()");
        await(standby, "select pg_last_wal_replay_lsn() >= '" + end + "'");
    }

    /** Waits until the standby has in its files all that the primary has, whether it could say so or not. */
    public void awaitReceived() {
        String end = ask(primary, "select pg_current_wal_flush_lsn()");
        await(standby, "select pg_last_wal_receive_lsn() >= '" + end + "'");
    }

    /** Waits until a commit on the primary waits for the standby. */
    public void awaitWaitingCommit() {
        await(primary, "select exists (select 1 from pg_stat_activity where wait_event = 'SyncRep')");
    }

    private static void await(RealPostgres server, String condition) {
        long begin = System.nanoTime();
        while (!ask(server, condition).equals("t")) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("Never: " + condition);
            }
            Pause.brief();
        }
    }

    private static String ask(RealPostgres server, String query) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void migrate(RealPostgres server) {
        Flyway.configure()
                .dataSource("jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", "postgres", "")
                .locations(Migrations.locations(false))
                .load()
                .migrate();
    }

    /** From its next start on it repeats what the one at this port writes. */
    private static void follow(Path data, int port) {
        set(
                data,
                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres application_name=standby'",
                "wal_retrieve_retry_interval = '100ms'");
        try {
            Files.writeString(data.resolve("standby.signal"), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void set(Path data, String... lines) {
        try {
            Files.write(data.resolve("postgresql.auto.conf"), List.of(lines), StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        standby.kill();
        primary.kill();
        standby.close();
        primary.close();
        replication.close();
    }
}
