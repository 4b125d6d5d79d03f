package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sign-ins that failed of late, on all nodes. Too many of them for an account from one place, or from that place
 * altogether, and nobody signs in from there for a while; from elsewhere the account's owner still does.
 */
@ApplicationScoped
@Transactional
class FailedLogins {
    @PersistenceContext
    EntityManager em;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** @return how long the next try has to wait; empty when it need not */
    Optional<Duration> pause(LoginSource source) {
        Settings.Logins limits = settings.logins();
        return Stream.of(
                        pause("pair", source.pair(), limits.failures(), Limit.LOGIN_FAILURES),
                        pause(
                                "address",
                                source.address(),
                                limits.failuresPerAddress(),
                                Limit.LOGIN_FAILURES_PER_ADDRESS))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    void note(LoginSource source) {
        em.persist(new FailedLogin(source, clock.instant()));
    }

    /** Forgets what failed before somebody got it right, if anything did. */
    void forgive(LoginSource source) {
        // Asked first, because on H2 a delete waits for its turn even if there is nothing to be deleted.
        if (!latest("pair", source.pair(), 1).isEmpty()) {
            em.createQuery("delete from FailedLogin f where f.pair = :pair")
                    .setParameter("pair", source.pair())
                    .executeUpdate();
        }
    }

    /** The oldest of so many as are too many has to leave the window first. */
    private Optional<Duration> pause(String field, String value, int most, Limit limit) {
        List<Instant> latest = latest(field, value, most);
        if (latest.size() < most) {
            return Optional.empty();
        }
        limit.struck();
        return Optional.of(Duration.between(
                clock.instant(), latest.get(most - 1).plus(settings.logins().window())));
    }

    /** @return when they failed, the latest first */
    private List<Instant> latest(String field, String value, int most) {
        return em.createQuery(
                        "select f.failedAt from FailedLogin f where f." + field
                                + " = :value and f.failedAt > :since order by f.failedAt desc",
                        Instant.class)
                .setParameter("value", value)
                .setParameter("since", clock.instant().minus(settings.logins().window()))
                .setMaxResults(most)
                .getResultList();
    }
}
