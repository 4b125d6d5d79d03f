package dev.tutti.it;

import dev.tutti.base.database.RealPostgres;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The database of the server at hand: a file in its data directory, or a PostgreSQL where the environment names one, which
 * is then started for all tests of this run, and ends with them.
 */
final class DatabaseAtHand {
    private DatabaseAtHand() {}

    /** Before the first server of all has it open; once. @return it, with its schema */
    static DataSource begin() {
        Path directory = Path.of(System.getenv("TUTTI_DATA_DIR"));
        return System.getenv("TUTTI_DB_URL") == null ? embedded(directory) : postgres(directory);
    }

    private static DataSource embedded(Path directory) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:async:" + directory + "/tutti;WRITE_DELAY=0");
        database.setUser("tutti");
        database.setPassword("");
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private static DataSource postgres(Path directory) {
        return new RealPostgres(directory, Integer.getInteger("postgres.port")).migrated();
    }
}
