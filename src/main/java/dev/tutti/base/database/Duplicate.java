package dev.tutti.base.database;

import java.sql.SQLException;

/** Recognises the refusal of a row that is already there, which each JPA provider wraps in its own way. */
public final class Duplicate {
    /** SQLSTATE class 23, integrity constraint violation: the same on H2 and on PostgreSQL. */
    private static final String CONSTRAINT = "23";

    private Duplicate() {}

    /** @return whether the failure goes back to a database constraint, as in a race of two for one id */
    public static boolean isBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal
                    && refusal.getSQLState() != null
                    && refusal.getSQLState().startsWith(CONSTRAINT)) {
                return true;
            }
        }
        return false;
    }
}
