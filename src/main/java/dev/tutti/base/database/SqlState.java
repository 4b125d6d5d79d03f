package dev.tutti.base.database;

import java.sql.SQLException;

/** What the database itself said of a failure, which each JPA provider wraps in its own way. */
final class SqlState {
    private SqlState() {}

    /** @return whether the failure goes back to one whose state begins like this */
    static boolean isBehind(Throwable failure, String beginning) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal
                    && refusal.getSQLState() != null
                    && refusal.getSQLState().startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
