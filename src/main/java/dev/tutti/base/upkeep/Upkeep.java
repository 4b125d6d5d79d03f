package dev.tutti.base.upkeep;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does every {@link Chore}, one after the other, at the interval that is set. */
@ApplicationScoped
class Upkeep {
    private static final System.Logger LOG = Log.of(Upkeep.class);

    /** How long the end of the application waits for the chore that runs. */
    private static final int PATIENCE_SECONDS = 5;

    @Resource
    ManagedThreadFactory factory;

    @Inject
    @Any
    Instance<Chore> chores;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private ScheduledThreadPoolExecutor timer;

    @PostConstruct
    void prepare() {
        timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start(@Observes Startup startup) {
        long interval = settings.keep().upkeep().toMillis();
        timer.scheduleWithFixedDelay(this::doAll, interval, interval, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        // No interrupt: the chore may be writing.
        timer.shutdown();
        try {
            timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    void doAll() {
        for (Chore chore : chores) {
            try {
                chore.run(clock.instant());
            } catch (Throwable failure) {
                // Whatever left here, an Error too, would end all chores for good.
                LOG.log(System.Logger.Level.WARNING, "A chore failed; it is tried again at the next time", failure);
            }
        }
    }
}
