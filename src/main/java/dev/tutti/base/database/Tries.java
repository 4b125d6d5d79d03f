package dev.tutti.base.database;

import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Carries work out that has a transaction of its own, and once more where that one came to nothing through no fault of
 * its own: it gave way to another one, or its connection had broken. Never where it may have been committed.
 */
@ApplicationScoped
public class Tries {
    /** How often work that gives way is tried again. */
    private static final int MORE = 3;
    /** The longest wait before the first of these; twice as long before each further one. */
    private static final int PAUSE_MILLIS = 20;
    /** A database that is away is not asked twice by one request; a connection that broke fails at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final FirstContact.Time time;

    public Tries() {
        this(FirstContact.Time.REAL);
    }

    Tries(FirstContact.Time time) {
        this.time = time;
    }

    /**
     * @throws Problem.NotNow {@code outcome_unknown} when nobody knows whether it was committed, {@code unavailable} when
     *     there was no room for it on the disk
     * @throws Exception whatever the work throws at last
     */
    public <T> T carryOut(Callable<T> work) throws Exception {
        boolean reconnected = false;
        for (int failures = 0; ; failures++) {
            Doubt.settle();
            NoRoom.settle();
            long begin = time.nanos().getAsLong();
            try {
                return work.call();
            } catch (Exception failure) {
                if (Doubt.settle() || SqlState.isBehind(failure, SqlState.IN_DOUBT)) {
                    throw Diagnosis.doubt();
                }
                if (NoRoom.settle() && !(failure instanceof Problem)) {
                    throw Diagnosis.noRoom();
                }
                boolean broke = SqlState.isNoAnswer(failure)
                        && !reconnected
                        && time.nanos().getAsLong() - begin < AT_ONCE.toNanos();
                boolean again = broke || SqlState.isGivingWay(failure) && failures < MORE;
                if (!again) {
                    throw failure;
                }
                reconnected |= broke;
                Count.DATABASE_RETRIES.up();
                pause(failures, failure);
            }
        }
    }

    private void pause(int failures, Exception failure) throws Exception {
        try {
            time.sleep().last(1 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS << failures));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
