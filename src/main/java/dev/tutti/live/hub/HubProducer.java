package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.journal.History;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.protocol.Frames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the hub together from what the container has. */
@ApplicationScoped
class HubProducer {
    @Produces
    @Singleton
    Hub hub(Gatekeeper gatekeeper, Threads threads, Feed.Surroundings around, Bus bus) {
        return new Hub(gatekeeper, new Hub.Workers(threads.delivery(), threads.reading()), around, bus);
    }

    @Produces
    @Dependent
    Feed.Surroundings surroundings(
            History history, Frames frames, Settings settings, Clock clock, @Any Instance<Attendance> attendances) {
        // Those who attend need the hub themselves; what stands in for them here is not touched before it is there.
        return new Feed.Surroundings(
                history,
                frames,
                settings.live().ring(),
                new Attendances(attendances.stream().toList()),
                new Commits(clock, System::nanoTime));
    }

    @Produces
    @Singleton
    Frames frames(Clock clock) {
        return new Frames(clock);
    }
}
