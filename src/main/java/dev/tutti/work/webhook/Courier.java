package dev.tutti.work.webhook;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import dev.tutti.base.log.Trail;
import dev.tutti.base.metrics.Level;
import dev.tutti.base.metrics.Limit;
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
import java.util.List;
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

    /** As the last look found it: whoever asks how it is must not need the database. */
    private volatile long lag;

    private volatile long paused;

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
        watch();
        timer.scheduleWithFixedDelay(this::round, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    void watch() {
        Level.WEBHOOK_LAG_ENTRIES.isReadFrom(() -> lag);
        Level.WEBHOOKS_PAUSED.isReadFrom(() -> paused);
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
            lag = look(runners, delivery);
            paused = errands.paused();
            blind = false;
        } catch (RuntimeException fault) {
            // Whatever left here would end the rounds for good.
            if (!blind) {
                LOG.log(System.Logger.Level.WARNING, "Webhooks cannot be looked at now; it is tried again", fault);
            }
            blind = true;
        }
    }

    /** @return how far the slowest is behind */
    private long look(Executor runners, Delivery delivery) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long most = 0;
        Optional<UUID> last = Optional.empty();
        List<Standing> some;
        do {
            some = errands.look(now, last, PAGE);
            for (Standing one : some) {
                most = Math.max(most, one.lag());
                if (one.isToBeSeenTo() && underWay.add(one.webhook())) {
                    send(one.webhook(), runners, delivery);
                }
            }
            last = some.stream().reduce((before, after) -> after).map(Standing::webhook);
        } while (some.size() == PAGE);
        return most;
    }

    private void send(UUID webhook, Executor runners, Delivery delivery) {
        if (underWay.size() > settings.webhooks().atOnce()) {
            Limit.WEBHOOKS_AT_ONCE.struck();
        }
        runners.execute(() -> Trail.during("webhook", webhook.toString(), () -> go(webhook, delivery)));
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
