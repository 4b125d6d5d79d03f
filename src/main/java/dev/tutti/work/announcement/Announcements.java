package dev.tutti.work.announcement;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Inboxes;
import dev.tutti.work.account.People;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is announced, and who was told of it. It goes through everybody's inbox, so that whoever is away hears it when they
 * come back, and nobody twice: some people at a time, each time in a transaction that also notes how far it came.
 */
@ApplicationScoped
@Transactional
public class Announcements {
    private static final System.Logger LOG = Log.of(Announcements.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    People people;

    @Inject
    Inboxes inboxes;

    @Inject
    Event<AnnouncementView> made;

    @Inject
    Clock clock;

    /** @throws Problem.Forbidden when the caller is no administrator */
    AnnouncementView make(Caller caller, @NotNull @Valid NewAnnouncement asked) {
        caller.mustBeAdministrator();
        AnnouncementView view = new AnnouncementView(
                UuidCreator.getTimeOrderedEpoch(), asked.text(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        em.persist(new Announcement(view, Author.of(caller)));
        LOG.log(System.Logger.Level.INFO, "announcement.made id={0} by={1}", view.id(), caller.id());
        made.fire(view);
        return view;
    }

    /** @return one of those that not everybody was told of yet, the oldest first */
    Optional<UUID> next() {
        return em
                .createQuery("select a.id from Announcement a order by a.createdAt, a.id", UUID.class)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * Tells some of those who do not know yet. When there is nobody left, the announcement is over.
     *
     * @param limit how many at most, so that the transaction stays short
     */
    void tell(UUID id, int limit) {
        // Under its lock, so that of two nodes each tells others.
        Announcement announcement = em.find(Announcement.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (announcement == null) {
            return;
        }
        List<UserId> some = people.after(announcement.toldUpTo(), limit);
        // In the order of their ids as it is here, in which every transaction takes the locks of inboxes.
        some.stream()
                .sorted()
                .forEach(person ->
                        inboxes.tell(person, announcement.author(), new AnnouncementEvent(announcement.view())));
        if (some.size() < limit) {
            em.remove(announcement);
        } else {
            // The last in the order of the database, which may be another.
            announcement.toldUpTo(some.get(some.size() - 1));
        }
    }
}
