package dev.tutti.work.integration;

import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.IntegrationKey;
import dev.tutti.base.identity.KeyRing;
import dev.tutti.base.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Answers for every key from the database, and notes that it was used: by the minute, for a note is a write. */
@ApplicationScoped
class StoredKeys implements KeyRing {
    private static final System.Logger LOG = Log.of(StoredKeys.class);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    @Inject
    Integrations integrations;

    @Inject
    Clock clock;

    @Override
    public Optional<Standing> find(IntegrationKey key) {
        Optional<Integration> found = integrations.byKey(key);
        found.ifPresent(this::note);
        return found.map(Integration::standing);
    }

    @Override
    public boolean holds(Grant grant) {
        return integrations.has(grant);
    }

    private void note(Integration integration) {
        Instant now = clock.instant();
        if (integration.isLastNotedBefore(now.minus(NOTED_EVERY))) {
            try {
                integrations.used(integration.id(), now);
            } catch (RuntimeException busy) {
                // Whoever only reads must not be refused because nothing can be written now.
                LOG.log(System.Logger.Level.DEBUG, "The use of a key could not be noted", busy);
            }
        }
    }
}
