package dev.tutti.base.database;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Distribution;
import dev.tutti.base.metrics.Level;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets no more transactions begin than can have a connection each. Who comes when all are taken waits for a moment, and is
 * then sent away for another one. The servers' pools would let them wait for half a minute and longer, which can be set
 * in ways of their own only, and in none from within a WAR; so nobody may come to a pool that is empty.
 */
@ApplicationScoped
class Bulkhead {
    /** As many as the settings may allow. */
    static final int MOST = 200;
    /** Connections that no transaction takes: for looks at how the database is. */
    static final int SPARE = 4;

    private static final System.Logger LOG = Log.of(Bulkhead.class);

    /** How long whoever found all taken is asked to stay away. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    @Inject
    Settings settings;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    private Semaphore free;

    @PostConstruct
    void open() {
        // Fair, because those who keep coming must not keep another one out.
        int most = settings.store().connections();
        free = new Semaphore(most, true);
        Level.TRANSACTIONS.isReadFrom(() -> most - free.availablePermits());
        Level.TRANSACTIONS_WAITING.isReadFrom(free::getQueueLength);
    }

    /**
     * Does what joins the caller's transaction, or begins one where there is none.
     *
     * @throws Problem.NotNow when there is no room for one more
     */
    <T> T join(Callable<T> work) throws Exception {
        return transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION ? begin(work) : work.call();
    }

    /**
     * Does what begins a transaction.
     *
     * @throws Problem.NotNow when there is no room for one more
     */
    <T> T begin(Callable<T> work) throws Exception {
        enter();
        try {
            return work.call();
        } finally {
            free.release();
        }
    }

    private void enter() {
        if (free.availablePermits() == 0) {
            Limit.DB_CONNECTIONS.struck();
        }
        Duration patience = settings.store().turn();
        long begin = System.nanoTime();
        try {
            boolean found = free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            Distribution.WAIT_TO_BEGIN.add(System.nanoTime() - begin);
            if (found) {
                return;
            }
            Limit.DB_TURN_MILLIS.struck();
            LOG.log(System.Logger.Level.WARNING, "database.full waiting={0}", free.getQueueLength());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new Problem.NotNow(
                ErrorCode.UNAVAILABLE, "The database is busy. Nothing was written; send the same again later.", BUSY);
    }
}
