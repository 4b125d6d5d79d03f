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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
        claim(attempt, before.isPresent());
        Reply reply = work.call();
        keep(attempt, reply);
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
     * @param outdated whether somebody had it too long ago to count
     */
    private void claim(Attempt attempt, boolean outdated) {
        Duration patience = settings.retries().patience();
        try {
            if (outdated) {
                // Which does not mind that another node has forgotten it at the same time.
                lockWait.within(
                        patience,
                        em,
                        "delete from stored_reply where write_id = ?1 and stored_at < ?2",
                        attempt.write(),
                        oldest().atOffset(ZoneOffset.UTC));
            }
            lockWait.within(
                    patience,
                    em,
                    "insert into stored_reply (write_id, request, status, headers, stored_at) values (?1, ?2, 0, '', ?3)",
                    attempt.write(),
                    attempt.request(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
        } catch (PersistenceException refusal) {
            throw new Taken(refusal);
        }
    }

    private void keep(Attempt attempt, Reply reply) {
        em.createQuery("update StoredReply r set r.status = :status, r.headers = :headers, r.body = :body"
                        + " where r.write = :write")
                .setParameter("write", attempt.write())
                .setParameter("status", reply.status())
                .setParameter("headers", reply.lines())
                .setParameter("body", reply.body().orElse(null))
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
