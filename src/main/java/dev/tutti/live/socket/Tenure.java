package dev.tutti.live.socket;

import dev.tutti.base.log.Log;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * For how long the container's objects of a connection are this connection's. Payara hands them to the next one as soon
 * as this one is closed, and whatever is still written to them stands in somebody else's answer. Therefore each call of
 * the container is made within the tenure, and its end waits for the calls that have begun.
 */
final class Tenure {
    private static final System.Logger LOG = Log.of(Tenure.class);

    /** A container that closes a connection while it holds what such a call needs would wait for itself. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** Only ever locked for reading: it counts who is within, and knows which of them are of this very thread. */
    private final ReentrantReadWriteLock calls = new ReentrantReadWriteLock();

    private volatile boolean over;

    /** @return whether the call was made; it is not after the end */
    boolean during(Runnable call) {
        calls.readLock().lock();
        try {
            if (over) {
                return false;
            }
            call.run();
            return true;
        } finally {
            calls.readLock().unlock();
        }
    }

    /** Ends it with one last call, unless it has ended. */
    void endWith(Runnable call) {
        during(() -> {
            end();
            call.run();
        });
    }

    /** From here on no call is made, and none is under way but those that led this thread here. */
    void end() {
        over = true;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (calls.getReadLockCount() > calls.getReadHoldCount()) {
            if (System.nanoTime() - deadline > 0) {
                LOG.log(System.Logger.Level.WARNING, "A connection was closed while something was still sent to it");
                return;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
