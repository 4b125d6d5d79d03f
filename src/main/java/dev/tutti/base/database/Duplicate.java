package dev.tutti.base.database;

/** Recognises the refusal of a row that is already there. */
public final class Duplicate {
    /** SQLSTATE class 23, integrity constraint violation: the same on H2 and on PostgreSQL. */
    private static final String CONSTRAINT = "23";

    private Duplicate() {}

    /** @return whether the failure goes back to a database constraint, as in a race of two for one id */
    public static boolean isBehind(Throwable failure) {
        return SqlState.isBehind(failure, CONSTRAINT);
    }
}
