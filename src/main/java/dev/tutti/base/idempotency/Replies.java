package dev.tutti.base.idempotency;

import dev.tutti.base.config.Settings;
import dev.tutti.base.database.LockWait;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The replies as they are kept. */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class Replies {
    @PersistenceContext
    EntityManager em;

    @Inject
    LockWait lockWait;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Somebody else has the write's place, or had it a moment ago. */
    static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Taken(PersistenceException refusal) {
            super(refusal);
        }
    }

    /** @throws Problem.Invalid {@code idempotency_mismatch} when the key was used for something else */
    Optional<Reply> find(Attempt attempt) {
        return place(attempt).filter(this::isFresh).map(kept -> repeat(kept, attempt));
    }

    /**
     * Carries the write out, and keeps its reply in the same transaction; or repeats the reply that is there.
     *
     * @throws Taken when somebody else carries it out; what came of it can be seen in another transaction only
     * @throws Exception whatever the work throws: then nothing was written, and the write may be tried again
     */
    Outcome once(Attempt attempt, Callable<Reply> work) throws Exception {
        Optional<StoredReply> before = place(attempt);
        if (before.filter(this::isFresh).isPresent()) {
            return new Outcome(repeat(before.get(), attempt), true);
        }
        claim(attempt, before);
        Reply reply = work.call();
        // Found anew, for the work may have cleared the entity manager.
        em.find(StoredReply.class, attempt.write()).say(reply);
        return new Outcome(reply, false);
    }

    /**
     * Forgets the oldest replies, as the cleaning does again and again until there are none left.
     *
     * @param limit how many at most, so that the transaction stays short
     * @return how many there were
     */
    public int forgetBefore(Instant then, int limit) {
        List<String> old = em.createQuery(
                        "select r.write from StoredReply r where r.storedAt < :then order by r.storedAt", String.class)
                .setParameter("then", then.truncatedTo(ChronoUnit.MILLIS))
                .setMaxResults(limit)
                .getResultList();
        return old.isEmpty()
                ? 0
                : em.createQuery("delete from StoredReply r where r.write in :old")
                        .setParameter("old", old)
                        .executeUpdate();
    }

    /**
     * Takes the write's place before anything else is done, as the lock at which other nodes wait for this one.
     *
     * @param outdated who had it too long ago to count
     */
    private void claim(Attempt attempt, Optional<StoredReply> outdated) {
        lockWait.bound(em, settings.retries().patience());
        try {
            outdated.ifPresent(this::forget);
            em.persist(new StoredReply(attempt, clock.instant()));
            em.flush();
        } catch (PersistenceException refusal) {
            throw new Taken(refusal);
        }
        lockWait.release(em);
    }

    /** By a statement, which does not mind that another node has forgotten it at the same time. */
    private void forget(StoredReply old) {
        em.detach(old);
        em.createQuery("delete from StoredReply r where r.write = :write and r.storedAt < :oldest")
                .setParameter("write", old.write())
                .setParameter("oldest", oldest())
                .executeUpdate();
    }

    private Optional<StoredReply> place(Attempt attempt) {
        return Optional.ofNullable(em.find(StoredReply.class, attempt.write()));
    }

    private boolean isFresh(StoredReply kept) {
        return !kept.isOlderThan(oldest());
    }

    private Instant oldest() {
        return clock.instant().minus(settings.retries().keep()).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Writes, so that the commit of this transaction is worth what that of the first one was to be: a PostgreSQL that was
     * killed while a commit waited for the standby shows what it wrote when it is back, though the standby never got it.
     * A transaction that only reads would not wait.
     */
    private Reply repeat(StoredReply kept, Attempt attempt) {
        attempt.mustAskFor(kept.request());
        em.createQuery("update StoredReply r set r.status = r.status where r.write = :write")
                .setParameter("write", attempt.write())
                .executeUpdate();
        return kept.reply();
    }
}
