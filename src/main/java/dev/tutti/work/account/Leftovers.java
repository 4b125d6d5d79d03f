package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What coming and going leaves behind. Each method forgets the oldest that is over, at most {@code limit} of it so that
 * its transaction stays short, and says how much there was; the cleaning calls it until that is nothing.
 */
@ApplicationScoped
@Transactional
public class Leftovers {
    /** For clocks that differ, and for whatever is on its way. */
    private static final Duration MARGIN = Duration.ofHours(1);

    @PersistenceContext
    EntityManager em;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** Tickets that ended before. Nobody can tell them from those that never were, and nobody need. */
    public int forgetTickets(Instant before, int limit) {
        return delete(
                "Ticket t where t.hash",
                em.createQuery(
                                "select t.hash from Ticket t where t.expiresAt < :then order by t.expiresAt",
                                String.class)
                        .setParameter("then", rounded(before)),
                limit);
    }

    /**
     * Sign-ins that ended before, or whose last refresh token did. One that goes on keeps its row however old it is: the
     * row knows which of its refresh tokens are spent. And one that is over keeps it for as long as a token or a
     * connection of it may live, whatever the caller asks: by the row they are found to be ours, and over.
     */
    public int forgetSignIns(Instant before, int limit) {
        Instant alive = clock.instant()
                .minus(settings.tokens().accessLife())
                .minus(settings.live().grace())
                .minus(MARGIN);
        Instant then = before.isBefore(alive) ? before : alive;
        return delete(
                "SignIn s where s.id",
                em.createQuery(
                                "select s.id from SignIn s where s.endedAt < :then or s.rotatedAt < :unused"
                                        + " order by s.rotatedAt",
                                Object.class)
                        .setParameter("then", rounded(then))
                        .setParameter(
                                "unused", rounded(then.minus(settings.tokens().refreshLife()))),
                limit);
    }

    /** Sign-ins that failed before. Those that are older than the setting's window count no more. */
    public int forgetFailedLogins(Instant before, int limit) {
        return delete(
                "FailedLogin f where f.id",
                em.createQuery(
                                "select f.id from FailedLogin f where f.failedAt < :then order by f.failedAt",
                                Object.class)
                        .setParameter("then", rounded(before)),
                limit);
    }

    private int delete(String whose, TypedQuery<?> over, int limit) {
        List<?> ids = over.setMaxResults(limit).getResultList();
        return ids.isEmpty()
                ? 0
                : em.createQuery("delete from " + whose + " in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    private static Instant rounded(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
