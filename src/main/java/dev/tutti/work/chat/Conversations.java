package dev.tutti.work.chat;

import dev.tutti.base.config.Settings;
import dev.tutti.base.database.StableView;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.History;
import dev.tutti.journal.Inboxes;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Reactions;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The conversations of a workspace, and how far each member has read them. What somebody said themselves is never unread
 * to them, nor what was said before they joined; a deleted message counts, because that it was there can still be seen.
 */
@ApplicationScoped
@Transactional
public class Conversations {
    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    Inboxes inboxes;

    @Inject
    Reactions reactions;

    @Inject
    History history;

    @Inject
    StableView view;

    @Inject
    Settings settings;

    /** @param position where the workspace's journal ended when it was true */
    record Listed(Unread unread, Position position) {}

    /**
     * Says that a message with this number is the last of its conversation. The caller holds the workspace's journal.
     *
     * @throws Problem.TooMuch when it would begin one room too many
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void goOn(Conversation conversation, long seq) {
        Room room = room(conversation).orElseGet(() -> begun(conversation));
        room.goOn(seq);
    }

    /** @return the conversations that there are, as the caller sees them */
    Listed unread(Caller caller, UUID workspace) {
        view.open();
        Membership membership = access.of(caller, workspace);
        Map<String, Long> marks = marks(membership);
        Map<String, Long> unread = unreadIn(membership);
        List<Message> last = last(workspace);
        Map<Long, List<ReactionView>> reacted = reactions.to(workspace, last);
        List<ConversationView> views = last.stream()
                .sorted(Comparator.comparing(Message::seq).reversed())
                .map(message -> new ConversationView(
                        message.conversation().room(),
                        marks.getOrDefault(message.conversation().key(), 0L),
                        unread.getOrDefault(message.conversation().key(), 0L),
                        message.view(reacted.getOrDefault(message.seq(), List.of()))))
                .toList();
        return new Listed(
                Unread.in(views),
                history.extent(membership.stream()).orElseThrow().head());
    }

    /**
     * Marks a conversation as read. The mark moves forward only, on all of the caller's devices together; one that does
     * not move tells nothing.
     *
     * @param upTo the number of a message
     * @throws Problem.Invalid {@code bad_value} when the conversation does not reach that far
     */
    Written<ReadState> read(Caller caller, Conversation conversation, long upTo) {
        Membership membership = access.of(caller, conversation.workspace());
        Position end = inboxes.hold(caller.id());
        long last = room(conversation).map(Room::last).orElse(0L);
        if (upTo < 0 || upTo > last) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE, "upTo", "must be the number (seq) of a message of this conversation.");
        }
        Reading reading = Optional.ofNullable(em.find(Reading.class, new Reading.Key(caller.id(), conversation)))
                .orElseGet(() -> new Reading(caller.id(), conversation));
        if (upTo <= reading.upTo()) {
            return new Written<>(state(membership, conversation, reading.upTo()), end);
        }
        reading.moveTo(upTo);
        em.persist(reading);
        ReadState state = state(membership, conversation, upTo);
        return new Written<>(state, inboxes.tell(caller.id(), Author.of(caller), state));
    }

    private ReadState state(Membership membership, Conversation conversation, long upTo) {
        long unread = em.createQuery(
                        "select count(m) from Message m where m.workspace = :workspace and m.room = :room"
                                + " and m.seq > :upTo and m.createdAt >= :joined and m.authorId <> :person",
                        Long.class)
                .setParameter("workspace", conversation.workspace())
                .setParameter("room", conversation.key())
                .setParameter("upTo", upTo)
                .setParameter("joined", joined(membership))
                .setParameter("person", membership.caller().id().value())
                .getSingleResult();
        return new ReadState(conversation.workspace(), conversation.room(), upTo, unread);
    }

    private Room begun(Conversation conversation) {
        long rooms = em.createQuery(
                        "select count(r) from Room r where r.workspace = :workspace and r.room <> ''", Long.class)
                .setParameter("workspace", conversation.workspace())
                .getSingleResult();
        if (conversation.room().isPresent() && rooms >= settings.talk().rooms()) {
            Limit.CHAT_ROOMS.struck();
            throw new Problem.TooMuch("The workspace has " + rooms + " rooms already. Talk on in one of these.");
        }
        Room room = new Room(conversation);
        em.persist(room);
        return room;
    }

    private Optional<Room> room(Conversation conversation) {
        return Optional.ofNullable(em.find(Room.class, new Room.Key(conversation)));
    }

    private List<Message> last(UUID workspace) {
        return em.createQuery(
                        "select m from Message m, Room r where r.workspace = :workspace and m.workspace = r.workspace"
                                + " and m.room = r.room and m.seq = r.last",
                        Message.class)
                .setParameter("workspace", workspace)
                .getResultList();
    }

    private Map<String, Long> marks(Membership membership) {
        return em
                .createQuery(
                        "select r from Reading r where r.workspace = :workspace and r.person = :person", Reading.class)
                .setParameter("workspace", membership.workspace())
                .setParameter("person", membership.caller().id().value())
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Reading::key, Reading::upTo));
    }

    /** @return how much is unread in each conversation in which anything is */
    private Map<String, Long> unreadIn(Membership membership) {
        Map<String, Long> counts = new HashMap<>();
        counts.putAll(count(
                membership,
                ", Reading r where r.person = :person and r.workspace = m.workspace and r.room = m.room"
                        + " and m.seq > r.upTo"));
        counts.putAll(count(
                membership,
                " where not exists (select r from Reading r where r.person = :person"
                        + " and r.workspace = m.workspace and r.room = m.room)"));
        return counts;
    }

    private Map<String, Long> count(Membership membership, String condition) {
        return em
                .createQuery(
                        "select m.room, count(m) from Message m" + condition
                                + " and m.workspace = :workspace and m.createdAt >= :joined"
                                + " and m.authorId <> :person group by m.room",
                        Object[].class)
                .setParameter("workspace", membership.workspace())
                .setParameter("joined", joined(membership))
                .setParameter("person", membership.caller().id().value())
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }

    private Instant joined(Membership membership) {
        return members.find(
                        membership.caller(),
                        membership.workspace(),
                        membership.caller().id())
                .joinedAt();
    }
}
