package dev.tutti.base.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A real PostgreSQL, started once for all tests of a run and gone with it. It keeps its promises as one in production
 * does: the library that starts it would turn off what makes a commit last.
 */
final class ScratchPostgres {
    private static final String EMPTY = "template1";
    private static final String MIGRATED = "migrated";

    private static EmbeddedPostgres server;

    private ScratchPostgres() {}

    /** @return a new database of its own, without a table in it */
    static synchronized DataSource empty() {
        start();
        return create(name(), EMPTY);
    }

    /** @return a new database of its own with the real schema, which is copied instead of migrated once more */
    static synchronized DataSource migrated() {
        start();
        return create(name(), MIGRATED);
    }

    /** @return the name of such a database, to be reached by an address of one's own; its user is postgres */
    static synchronized String migratedName() {
        start();
        String name = name();
        create(name, MIGRATED);
        return name;
    }

    /** @return where the server listens */
    static synchronized int port() {
        start();
        return server.getPort();
    }

    private static void start() {
        if (server != null) {
            return;
        }
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Flyway.configure()
                .dataSource(create(MIGRATED, EMPTY))
                .locations(Migrations.locations(false))
                .load()
                .migrate();
    }

    private static String name() {
        return "scratch_" + UUID.randomUUID().toString().replace('-', '_');
    }

    private static DataSource create(String name, String template) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return server.getDatabase("postgres", name);
    }
}
