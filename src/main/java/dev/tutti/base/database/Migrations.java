package dev.tutti.base.database;

import dev.tutti.base.config.FailedStart;
import dev.tutti.base.log.Log;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date. */
final class Migrations {
    private static final System.Logger LOG = Log.of(Migrations.class);

    /** A migration that makes the database fall over must not do so for ever. */
    private static final int MOST_TRIES = 5;

    private Migrations() {}

    /**
     * Carries out those that are missing. A database that goes away meanwhile is waited for, as one that was not there at
     * first: PostgreSQL undoes a migration that it has not finished.
     */
    static void carryOut(TuttiDataSource source) {
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source.forMigrations())
                .locations(locations(source.connector().isEmbedded()))
                .load();
        for (int tries = 1; ; tries++) {
            try {
                flyway.migrate();
                return;
            } catch (RuntimeException failure) {
                boolean canWait = source.connector().isAwaited() && SqlState.isNoAnswer(failure);
                if (!canWait || tries == MOST_TRIES) {
                    throw FailedStart.because(failure);
                }
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The database went away in the middle of the start. Trying again.");
            }
        }
    }

    /** @return where they are: those for every database, and for PostgreSQL those that are its own besides */
    static String[] locations(boolean embedded) {
        return embedded
                ? new String[] {"classpath:db/migration"}
                : new String[] {"classpath:db/migration", "classpath:db/postgresql"};
    }
}
