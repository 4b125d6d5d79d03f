package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** Time for the live wing: once a second for every session, and a regular look at the journals' heads. */
@ApplicationScoped
class Heartbeat {
    private static final System.Logger LOG = Log.of(Heartbeat.class);

    @Inject
    Hub hub;

    @Inject
    SessionRegistry registry;

    @Inject
    Settings settings;

    @Inject
    Threads threads;

    private boolean lookFailed;

    void start(@Observes Startup startup) {
        long look = settings.live().look().toMillis();
        threads.timer().scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
        threads.timer().scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            registry.beat();
        } catch (Throwable fault) {
            // Whatever left here would end the beat for good.
            LOG.log(System.Logger.Level.ERROR, "The heartbeat of the sessions failed; it goes on", fault);
        }
    }

    private void look() {
        try {
            hub.look();
            lookFailed = false;
        } catch (Throwable fault) {
            if (!lookFailed) {
                LOG.log(System.Logger.Level.ERROR, "The journals' heads cannot be read; trying on", fault);
            }
            lookFailed = true;
        }
    }
}
