package dev.tutti.work.invite;

import dev.tutti.base.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Clears away invitations that ended some time ago. */
@ApplicationScoped
class SpentInvites implements Chore {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int AT_ONCE = 500;

    @Inject
    Invites invites;

    @Override
    public void run(Instant now) {
        int forgotten;
        do {
            forgotten = invites.forget(now.minus(KEPT), AT_ONCE);
        } while (forgotten == AT_ONCE);
    }
}
