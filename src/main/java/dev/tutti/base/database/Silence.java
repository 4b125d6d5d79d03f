package dev.tutti.base.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps those who need a connection from finding out, each by itself and each for as long as that takes, that nobody
 * answers. Once one has waited in vain, one at a time goes on trying; all others are refused at once until it is let in.
 */
final class Silence {
    /** How long nobody tries after one has in vain. */
    private static final Duration LULL = Duration.ofSeconds(1);
    /** Who refuses does so sooner, and may let the next one in. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private boolean silent;
    private boolean tried;
    private long since;

    Silence(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @throws SQLException what the database says, or that it has just said nothing to another one */
    Connection breakBy(FirstContact.Knock knock) throws SQLException {
        boolean alone = enter();
        long begin = nanos.getAsLong();
        boolean answered = true;
        try {
            return knock.connect();
        } catch (SQLException failure) {
            answered = nanos.getAsLong() - begin < IN_VAIN.toNanos();
            throw failure;
        } finally {
            leave(alone, answered);
        }
    }

    /** @return whether this is the one that others are refused for */
    private synchronized boolean enter() throws SQLException {
        if (!silent) {
            return false;
        }
        if (tried || nanos.getAsLong() - since < LULL.toNanos()) {
            throw new SQLException("The database did not answer a moment ago", SqlState.BROKEN);
        }
        tried = true;
        return true;
    }

    private synchronized void leave(boolean alone, boolean answered) {
        tried = tried && !alone;
        silent = !answered;
        since = nanos.getAsLong();
    }
}
