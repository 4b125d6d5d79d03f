package dev.tutti.live.hub;

import dev.tutti.base.metrics.Level;
import dev.tutti.live.bus.Bus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How it is with the connections, for those who watch the server: looked up when they ask. */
@ApplicationScoped
class Gauges {
    @Inject
    Hub hub;

    @Inject
    SessionRegistry registry;

    @Inject
    Lookout lookout;

    @Inject
    Bus bus;

    @Inject
    Threads threads;

    void start(@Observes Startup startup) {
        Level.CONNECTIONS.isReadFrom(registry::connections);
        Level.CONNECTIONS_BEHIND.isReadFrom(lookout::behind);
        Level.FEEDS.isReadFrom(hub::feeds);
        Level.OUTBOX_FRAMES.isReadFrom(lookout::queued);
        Level.OUTBOX_FRAMES_MOST.isReadFrom(() -> depths().max().orElse(0));
        Level.OUTBOX_BYTES.isReadFrom(() -> registry.sessions()
                .mapToLong(session -> session.outbox().bytes())
                .sum());
        Level.CATCH_UPS_WAITING.isReadFrom(threads::pagesWaiting);
        Level.BUS_STATE.isReadFrom(this::states);
    }

    private LongStream depths() {
        return registry.sessions().mapToLong(session -> session.outbox().depth());
    }

    private Map<String, Long> states() {
        return Stream.of(Bus.State.values())
                .collect(Collectors.toMap(
                        state -> state.name().toLowerCase(Locale.ROOT), state -> state == bus.state() ? 1L : 0L));
    }
}
