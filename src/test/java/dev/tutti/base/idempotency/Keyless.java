package dev.tutti.base.idempotency;

import dev.tutti.base.database.Tries;

/** The real retries without a database: for writes that come without a key. */
public final class Keyless {
    private Keyless() {}

    public static Retries retries() {
        Retries retries = new Retries();
        retries.tries = new Tries();
        return retries;
    }
}
