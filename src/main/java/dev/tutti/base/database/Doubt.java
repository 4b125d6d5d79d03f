package dev.tutti.base.database;

/**
 * That a commit's answer did not come. Noted for the thread on which it happened, which is the one that asked for it: of
 * the exception that says so one server's transaction manager passes nothing on.
 */
final class Doubt {
    private static final ThreadLocal<Boolean> HERE = new ThreadLocal<>();

    private Doubt() {}

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
