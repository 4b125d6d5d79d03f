package dev.tutti.base.idempotency;

import dev.tutti.base.config.Settings;
import dev.tutti.base.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Forgets the replies that were kept for as long as is set, some at a time. */
@ApplicationScoped
class OldReplies implements Chore {
    static final int BATCH = 500;

    @Inject
    Replies replies;

    @Inject
    Settings settings;

    @Override
    public void run(Instant now) {
        Instant oldest = now.minus(settings.retries().keep());
        while (replies.forgetBefore(oldest, BATCH) == BATCH) {
            // there may be more
        }
    }
}
