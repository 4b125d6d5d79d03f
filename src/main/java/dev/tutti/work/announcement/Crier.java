package dev.tutti.work.announcement;

import dev.tutti.base.log.Log;
import dev.tutti.base.log.Trail;
import dev.tutti.base.upkeep.Chore;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Goes round with what is announced, as soon as it is and on a thread of its own; and at each upkeep with what another
 * node has left, because it ended in the middle.
 */
@ApplicationScoped
class Crier implements Chore {
    private static final System.Logger LOG = Log.of(Crier.class);

    /** People who are told at once. */
    static final int BATCH = 50;

    private static final int IDLE_SECONDS = 10;
    /** How long the end of the application waits for those who are being told. */
    private static final int PATIENCE_SECONDS = 5;

    @Resource
    ManagedThreadFactory factory;

    @Inject
    Announcements announcements;

    private ThreadPoolExecutor legs;
    private volatile boolean stopping;

    @PostConstruct
    void prepare() {
        legs = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        legs.allowCoreThreadTimeOut(true);
        // When the application ends, another node goes round, or this one after it has started.
        legs.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) AnnouncementView made) {
        legs.execute(this::round);
    }

    @Override
    public void run(Instant now) {
        goRound();
    }

    @PreDestroy
    void stop() {
        stopping = true;
        // No interrupt: somebody may be being told.
        legs.shutdown();
        try {
            legs.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            goRound();
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.WARNING, "Not everybody could be told; it is tried again at the upkeep", fault);
        }
    }

    private void goRound() {
        Optional<UUID> next = announcements.next();
        while (next.isPresent() && !stopping) {
            UUID id = next.get();
            Trail.during("announcement", id.toString(), () -> announcements.tell(id, BATCH));
            next = announcements.next();
        }
    }
}
