package dev.tutti.base.mail;

import dev.tutti.base.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where letters wait. One that was posted in a transaction that did not commit was never there. */
@ApplicationScoped
@Transactional
public class Postbox {
    /** After so many the letter is given up: about a day after the first, for the pauses grow. */
    static final int TRIES = 12;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);

    @PersistenceContext
    EntityManager em;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** @return whether there is a mail server, and so somebody who empties the box */
    public boolean isOpen() {
        return settings.mail().host().isPresent();
    }

    /** Posts a letter, in the transaction of what it tells of. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void post(Letter letter) {
        em.persist(new DueLetter(letter, now()));
    }

    /**
     * Takes a letter that is due, for whoever asks first. Unless it is {@linkplain #forget forgotten} it is due again
     * after a pause, also if the one who took it is never heard of again.
     */
    Optional<DueLetter> take() {
        Instant now = now();
        List<DueLetter> due = em.createQuery(
                        "select l from DueLetter l where l.dueAt <= :now order by l.dueAt", DueLetter.class)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultList();
        return due.stream().findFirst().filter(letter -> postpone(letter, now) == 1);
    }

    void forget(UUID letter) {
        em.createQuery("delete from DueLetter l where l.id = :id")
                .setParameter("id", letter)
                .executeUpdate();
    }

    private int postpone(DueLetter letter, Instant now) {
        return em.createQuery("update DueLetter l set l.dueAt = :next, l.tries = l.tries + 1"
                        + " where l.id = :id and l.dueAt = :seen")
                .setParameter("next", now.plus(pauseAfter(letter.tries())))
                .setParameter("id", letter.id())
                .setParameter("seen", letter.dueAt())
                .executeUpdate();
    }

    static Duration pauseAfter(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 16));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
