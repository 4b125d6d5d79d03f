package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the live wing: few, of a fixed number, and none of them the container's, whose own few must stay free
 * for requests. Made by the container, so that they see what the application sees.
 */
@ApplicationScoped
class Threads {
    /** Fan-out: short turns that never wait, but for a feed that reads its journal. */
    private static final int DELIVERY = 4;
    /** Sending, which never waits, where a server has no threads for it that would be better. */
    private static final int SENDING = Runtime.getRuntime().availableProcessors();
    /** Clients' commands, which wait for the database. */
    private static final int COMMANDS = 8;

    /** How long the end of the application waits for what runs. */
    private static final int PATIENCE_SECONDS = 2;

    @Resource
    ManagedThreadFactory factory;

    @Inject
    Settings settings;

    private ExecutorService delivery;
    private ExecutorService sending;
    private ExecutorService commands;
    private ThreadPoolExecutor reading;
    private ScheduledExecutorService timer;

    @PostConstruct
    void start() {
        delivery = pool(DELIVERY);
        sending = pool(SENDING);
        commands = pool(COMMANDS);
        // Pages of the journal for those who are behind: a few at a time, and live traffic is not delayed.
        reading = pool(settings.live().catchUps());
        ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(2, factory);
        clockwork.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clockwork.setRemoveOnCancelPolicy(true);
        // What somebody wants done later, when there is no later, is not worth a fault.
        clockwork.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        timer = clockwork;
    }

    @PreDestroy
    void stop() {
        // No interrupts: one that hits a write of the embedded database does harm. What runs is short, and the
        // database is there until it has ended.
        List<ExecutorService> pools = List.of(timer, commands, reading, delivery, sending);
        pools.forEach(ExecutorService::shutdown);
        try {
            for (ExecutorService pool : pools) {
                pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    Executor delivery() {
        return delivery;
    }

    Lanes lanes() {
        return new Lanes(sending, SENDING);
    }

    Executor commands() {
        return commands;
    }

    Executor reading() {
        return reading;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** @return how many pages of journals wait to be read */
    int pagesWaiting() {
        return reading.getQueue().size();
    }

    private ThreadPoolExecutor pool(int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
