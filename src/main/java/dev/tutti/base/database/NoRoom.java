package dev.tutti.base.database;

import java.sql.SQLException;

/**
 * That a transaction came to nothing because the disk took nothing more. Noted for the thread on which it happened, as
 * {@link Doubt} is, and for the same reason.
 */
final class NoRoom {
    /** PostgreSQL's word for it ({@code disk_full}). */
    static final String STATE = "53100";

    private static final ThreadLocal<Boolean> HERE = new ThreadLocal<>();

    private NoRoom() {}

    /** @return what to throw, when nothing of the transaction was kept */
    static SQLException because(Exception reason) {
        arise();
        return new SQLException("There is no room on the disk: " + reason.getMessage(), STATE, reason);
    }

    static void arise() {
        HERE.set(true);
    }

    /** @return whether it has arisen on this thread since this was asked last */
    static boolean settle() {
        boolean arisen = HERE.get() != null;
        HERE.remove();
        return arisen;
    }
}
