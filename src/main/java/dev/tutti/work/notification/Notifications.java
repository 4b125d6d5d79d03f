package dev.tutti.work.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.database.StableView;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.History;
import dev.tutti.journal.Inboxes;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A person's notifications: added when something concerns them, listed, and marked as read up to some point. */
@ApplicationScoped
@Transactional
public class Notifications {
    @PersistenceContext
    EntityManager em;

    @Inject
    Choices choices;

    @Inject
    Inboxes inboxes;

    @Inject
    History history;

    @Inject
    StableView view;

    @Inject
    Clock clock;

    /** @param position where the inbox ended when the page was true */
    record Listed(NotificationPage page, Position position) {}

    /**
     * Notifies somebody, in the transaction of what they are notified of: for the weightiest of the reasons for which
     * they want to be, if there is one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(UserId person, Occasion occasion) {
        long seq = inboxes.hold(person).seq() + 1;
        choices.of(person).choose(occasion.kinds()).ifPresent(kind -> add(person, occasion, kind, seq));
    }

    private void add(UserId person, Occasion occasion, Kind kind, long seq) {
        NotificationView notification = new NotificationView(
                UuidCreator.getTimeOrderedEpoch(),
                seq,
                kind,
                occasion.workspace(),
                occasion.workspaceName(),
                occasion.about().task(),
                occasion.about().title(),
                occasion.about().dueOn(),
                occasion.about().message(),
                occasion.about().room(),
                occasion.about().comment(),
                occasion.about().excerpt(),
                NotificationView.Actor.of(occasion.author()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        em.persist(new Notification(person, occasion.author(), notification));
        inboxes.tell(person, occasion.author(), new NotificationEvent.Arrived(notification));
    }

    /** @return whether the person was notified of that message or comment, for whatever reason */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean told(UserId person, UUID workspace, About about) {
        String said = about.message().isPresent() ? "n.message" : "n.comment";
        return em.createQuery(
                                "select count(n) from Notification n where n.person = :person and " + said
                                        + " = :id and n.workspace = :workspace",
                                Long.class)
                        .setParameter("person", person.value())
                        .setParameter("id", about.said().orElseThrow())
                        .setParameter("workspace", workspace)
                        .getSingleResult()
                > 0;
    }

    /** @return the caller's notifications, the newest first */
    Listed list(Caller caller, PageRequest request) {
        view.open();
        UserId person = caller.id();
        String list = "notifications:" + person;
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<Notification> query = em.createQuery(
                        "select n from Notification n where n.person = :person"
                                + (after.isPresent() ? " and n.seq < :before" : "") + " order by n.seq desc",
                        Notification.class)
                .setParameter("person", person.value())
                .setMaxResults(request.fetch());
        after.ifPresent(cursor -> query.setParameter("before", cursor.number(0)));
        Page<Notification> page = Page.of(request, query.getResultList(), last -> Cursor.of(list, last.seq()));
        return new Listed(
                NotificationPage.of(
                        page.map(Notification::view), state(person, mark(person).upTo())),
                history.extent(StreamId.inbox(person)).orElseThrow().head());
    }

    /**
     * Marks the caller's notifications as read. The mark moves forward only: what one device has read, no other one
     * that is behind makes unread again. One that does not move tells nothing.
     *
     * @param upTo the number of an entry of the caller's inbox
     * @throws Problem.Invalid {@code bad_value} when the inbox has no such number
     */
    Written<ReadState> read(Caller caller, long upTo) {
        Position end = inboxes.hold(caller.id());
        if (upTo < 0 || upTo > end.seq()) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE,
                    "upTo",
                    "must be the number of an entry of your inbox, which ends at " + end.seq());
        }
        ReadMark mark = mark(caller.id());
        if (upTo <= mark.upTo()) {
            return new Written<>(state(caller.id(), mark.upTo()), end);
        }
        mark.moveTo(upTo);
        em.persist(mark);
        ReadState state = state(caller.id(), upTo);
        return new Written<>(state, inboxes.tell(caller.id(), Author.of(caller), new NotificationEvent.Read(state)));
    }

    private ReadMark mark(UserId person) {
        return Optional.ofNullable(em.find(ReadMark.class, person.value())).orElseGet(() -> new ReadMark(person));
    }

    private ReadState state(UserId person, long upTo) {
        long unread = em.createQuery(
                        "select count(n) from Notification n where n.person = :person and n.seq > :upTo", Long.class)
                .setParameter("person", person.value())
                .setParameter("upTo", upTo)
                .getSingleResult();
        return new ReadState(upTo, unread);
    }
}
