package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import dev.tutti.base.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.function.IntUnaryOperator;

/** Clears away what coming and going leaves behind, some at a time. */
@ApplicationScoped
class Clearing implements Chore {
    static final int BATCH = 500;

    @Inject
    Leftovers leftovers;

    @Inject
    Settings settings;

    @Override
    public void run(Instant now) {
        all(limit -> leftovers.forgetTickets(now, limit));
        all(limit -> leftovers.forgetFailedLogins(now.minus(settings.logins().window()), limit));
        all(limit -> leftovers.forgetSignIns(now, limit));
    }

    /** @param forget takes how many it may forget, and says how many it has forgotten */
    private static void all(IntUnaryOperator forget) {
        while (forget.applyAsInt(BATCH) == BATCH) {
            // there may be more
        }
    }
}
