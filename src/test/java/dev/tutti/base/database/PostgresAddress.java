package dev.tutti.base.database;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;

/** A real PostgreSQL with a new database, to be reached over a line of the test's. */
public record PostgresAddress(int port, String name) {
    public static PostgresAddress ofNew() {
        return new PostgresAddress(ScratchPostgres.port(), ScratchPostgres.migratedName());
    }

    /** @return how to reach it over this port, with little patience */
    public Settings.Store through(int near) {
        return ChosenSettings.of(
                        "TUTTI_DB_URL", "jdbc:postgresql://localhost:" + near + "/" + name,
                        "TUTTI_DB_USER", "postgres",
                        "TUTTI_TOKEN_SECRET", "irrelevant",
                        "TUTTI_DB_CONNECT_SECONDS", "1",
                        "TUTTI_DB_ANSWER_SECONDS", "1",
                        "TUTTI_DB_STATEMENT_SECONDS", "1",
                        "TUTTI_DB_START_SECONDS", "0")
                .store();
    }
}
