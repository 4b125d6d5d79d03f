package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.journal.History;
import dev.tutti.live.protocol.Frames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the hub together from what the container has. */
@ApplicationScoped
class HubProducer {
    @Produces
    @Singleton
    Hub hub(History history, Gatekeeper gatekeeper, Frames frames, Threads threads, Settings settings) {
        return new Hub(
                history, gatekeeper, frames, new Hub.Workers(threads.delivery(), threads.reading()), settings.live());
    }

    @Produces
    @Singleton
    Frames frames(Clock clock) {
        return new Frames(clock);
    }
}
