package dev.tutti.base.database;

import dev.tutti.base.config.FailedStart;
import dev.tutti.base.log.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits for a database that is not there yet, or goes away once more: until the start is over, for afterwards whoever asks
 * wants an answer. The container connects before the application has begun, so this is the first place that can wait.
 */
final class FirstContact {
    private static final System.Logger LOG = Log.of(FirstContact.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(30);

    /** There are too many connections, of the nodes perhaps whose place this one takes. */
    private static final String FULL = "53";

    private final String place;
    private final Duration patience;
    private final Time time;
    private volatile boolean over;

    /** Tries once. */
    interface Knock {
        Connection connect() throws SQLException;
    }

    /** What passes while it waits. */
    record Time(LongSupplier nanos, Sleep sleep) {
        static final Time REAL = new Time(System::nanoTime, Thread::sleep);
    }

    /** Passes the time. */
    interface Sleep {
        void last(long millis) throws InterruptedException;
    }

    /** @param place what is waited for, in the words of the log */
    FirstContact(String place, Duration patience, Time time) {
        this.place = place;
        this.patience = patience;
        this.time = time;
    }

    /** @throws SQLException when it is refused, or does not answer and is not waited for any more */
    Connection connect(Knock knock) throws SQLException {
        return over ? knock.connect() : await(knock);
    }

    /** The start has succeeded, or has failed: nobody waits any more. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    private synchronized Connection await(Knock knock) throws SQLException {
        long begin = time.nanos().getAsLong();
        Duration saidAt = SAY_AGAIN.negated();
        while (true) {
            Duration waited = Duration.ofNanos(time.nanos().getAsLong() - begin);
            try {
                Connection connection = knock.connect();
                if (!waited.minus(PAUSE).isNegative()) {
                    LOG.log(System.Logger.Level.INFO, "The database at " + place + " answers now.");
                }
                return connection;
            } catch (SQLException failure) {
                if (over) {
                    throw failure;
                }
                if (!SqlState.isNoAnswer(failure) && !SqlState.isBehind(failure, FULL)) {
                    throw refused(failure);
                }
                if (waited.compareTo(patience) >= 0) {
                    throw refused(failure);
                }
                if (waited.minus(saidAt).compareTo(SAY_AGAIN) >= 0) {
                    saidAt = waited;
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "The database at " + place + " does not answer yet. Waiting for it, for up to "
                                    + patience.toSeconds() + " s: " + failure.getMessage());
                }
                pause(failure);
            }
        }
    }

    private void pause(SQLException failure) throws SQLException {
        try {
            time.sleep().last(PAUSE.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for the database", failure);
        }
    }

    private SQLException refused(SQLException failure) {
        end();
        String advice = "Tutti does not start: the database at " + place + " lets nobody in (" + failure.getMessage()
                + "). Check TUTTI_DB_URL, TUTTI_DB_USER and TUTTI_DB_PASSWORD, and that it runs.";
        return FailedStart.because(new SQLException(advice, failure.getSQLState(), failure));
    }
}
