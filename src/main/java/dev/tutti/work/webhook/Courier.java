package dev.tutti.work.webhook;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import dev.tutti.base.log.Trail;
import dev.tutti.base.outward.Sender;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Looks again and again which webhooks have something to come, and posts it: to some addresses at a time on threads of its
 * own, so that one that stalls delays nobody but itself. Which of several nodes does it, is whoever takes the errand first.
 */
@ApplicationScoped
class Courier {
    private static final System.Logger LOG = Log.of(Courier.class);

    private static final int ROUND_MILLIS = 1_000;
    private static final int PAGE = 500;
    private static final int IDLE_SECONDS = 30;
    /** How long the end of the application waits for what is being noted. */
    private static final int PATIENCE_SECONDS = 5;

    @Resource
    ManagedThreadFactory factory;

    @Inject
    Errands errands;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private ScheduledThreadPoolExecutor timer;
    private ThreadPoolExecutor legs;
    private Sender sender;
    private volatile boolean stopping;
    /** Whether the last look failed: what is the matter with the database is said once. */
    private volatile boolean blind;

    @PostConstruct
    void prepare() {
        // Two: one for the rounds, and one that ends what takes too long.
        timer = new ScheduledThreadPoolExecutor(2, factory);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setRemoveOnCancelPolicy(true);
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        int count = settings.webhooks().atOnce();
        legs = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        legs.allowCoreThreadTimeOut(true);
        legs.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        sender = new Sender(
                new Sender.Rules(
                        settings.webhooks().answer(), settings.webhooks().anywhere()),
                InetAddress::getAllByName,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                timer);
    }

    void start(@Observes Startup startup) {
        timer.scheduleWithFixedDelay(this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        stopping = true;
        timer.shutdown();
        legs.shutdown();
        // No interrupt: the book may be being written. What waits for an answer does not get it.
        sender.close();
        try {
            timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            legs.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        round(legs, new Delivery(errands, sender, backoff, () -> stopping, clock));
    }

    /** Sees once to all that is due. */
    void round(Executor runners, Delivery delivery) {
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Optional<UUID> last = Optional.empty();
            Map<UUID, Boolean> some;
            do {
                some = errands.due(now, last, PAGE);
                some.forEach((webhook, isBehind) -> {
                    if (isBehind && underWay.add(webhook)) {
                        runners.execute(() -> Trail.during("webhook", webhook.toString(), () -> go(webhook, delivery)));
                    }
                });
                last = some.keySet().stream().reduce((before, after) -> after);
            } while (some.size() == PAGE);
            blind = false;
        } catch (RuntimeException fault) {
            // Whatever left here would end the rounds for good.
            if (!blind) {
                LOG.log(System.Logger.Level.WARNING, "Webhooks cannot be looked at now; it is tried again", fault);
            }
            blind = true;
        }
    }

    private void go(UUID webhook, Delivery delivery) {
        try {
            delivery.to(webhook);
        } catch (RuntimeException fault) {
            // The errand is free again when its time is up.
            LOG.log(System.Logger.Level.WARNING, "A webhook could not be seen to; it is tried again", fault);
        } finally {
            underWay.remove(webhook);
        }
    }
}
