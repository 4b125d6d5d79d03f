package dev.tutti.work.chat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.database.StableView;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.talk.Mentions;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Reactions;
import dev.tutti.work.talk.Said;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Membership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be said in conversations, and done with it. Guests may only read. A write that changes nothing tells nothing,
 * and answers with the journal's present end.
 */
@ApplicationScoped
@Transactional
public class Messages {
    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Conversations conversations;

    @Inject
    Mentions mentions;

    @Inject
    Reactions reactions;

    @Inject
    Journal journal;

    @Inject
    History history;

    @Inject
    StableView view;

    @Inject
    Validator rules;

    @Inject
    Clock clock;

    /** @param position where the workspace's journal ended when the page was true */
    record Listed(Page<MessageView> page, Position position) {}

    /**
     * Says something.
     *
     * @throws Problem.Conflict when the id that the caller brought is taken, even by one that was deleted
     */
    public Written<MessageView> send(Caller caller, UUID workspace, @NotNull @Valid NewMessage asked) {
        Membership membership = access.writing(caller, workspace).mayWrite();
        Conversation conversation = new Conversation(workspace, asked.room());
        UUID id = asked.id().orElseGet(UuidCreator::getTimeOrderedEpoch);
        if (kept(new MessageId(workspace, id)).isPresent()) {
            throw new Problem.Conflict("A message with this id exists already. Make up a new id.");
        }
        Optional<Message> answered = asked.replyTo().map(other -> answered(conversation, other));
        Message message = new Message(
                membership, id, next(membership), mentions.in(membership, asked.text()), conversation, now());
        answered.ifPresent(message::answer);
        em.persist(message);
        conversations.goOn(conversation, message.seq());
        return tell(
                membership, message, new ChatEvent.Sent(message.view(List.of()), answered.map(other -> other.author()
                        .id())));
    }

    /** @return the message, also without its text when it was deleted */
    public MessageView find(Caller caller, MessageId id) {
        access.of(caller, id.workspace());
        return shown(kept(id).orElseThrow(Messages::unknown));
    }

    /** @return a part of a conversation, the newest first */
    Listed page(Caller caller, Conversation conversation, PageRequest request) {
        view.open();
        Membership membership = access.of(caller, conversation.workspace());
        String list = conversation.list();
        Optional<Long> before =
                request.after().map(text -> Cursor.parse(text, list, 1).number(0));
        Page<Message> page =
                Page.of(request, newest(conversation, before, request.fetch()), last -> Cursor.of(list, last.seq()));
        return new Listed(
                new Page<>(shown(conversation.workspace(), page.items()), page.next()),
                history.extent(membership.stream()).orElseThrow().head());
    }

    /** @return some of what was said in all conversations, in the order in which it was */
    public List<MessageView> after(Membership membership, long seq, int limit) {
        return shown(
                membership.workspace(),
                em.createQuery(
                                "select m from Message m where m.workspace = :workspace and m.seq > :seq order by m.seq",
                                Message.class)
                        .setParameter("workspace", membership.workspace())
                        .setParameter("seq", seq)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** @return the newest messages of the main conversation, in the order in which they were said */
    public List<MessageView> latest(Membership membership, int most) {
        Conversation main = new Conversation(membership.workspace(), Optional.empty());
        List<MessageView> latest = new ArrayList<>(shown(membership.workspace(), newest(main, Optional.empty(), most)));
        Collections.reverse(latest);
        return List.copyOf(latest);
    }

    /**
     * Changes the text, which the author alone may.
     *
     * @throws Problem.StaleVersion when it was changed since the version in {@code match}
     */
    public Written<MessageView> edit(Caller caller, MessageId id, IfMatch match, @NotNull JsonObject sent) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Message message = standing(id);
        Optional<String> text = message.revised(membership, match, sent, rules);
        if (text.isEmpty()) {
            return untold(membership, message);
        }
        message.edit(mentions.in(membership, text.get()), now());
        return tell(membership, message, new ChatEvent.Edited(shown(message)));
    }

    /** Takes the text away, which the author may and administrators may. */
    public Position delete(Caller caller, MessageId id, IfMatch match) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Message message = standing(id);
        message.mayBeDeleted(membership, match);
        Instant now = now();
        message.delete(now);
        reactions.forget(message);
        return journal.append(
                membership.stream(),
                membership.author(),
                new ChatEvent.Deleted(message.id(), message.conversation().room(), message.version(), now));
    }

    /** @param wanted whether the caller is to react with the emoji from here on, or not to */
    public Written<MessageView> react(Caller caller, MessageId id, Emoji emoji, boolean wanted) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Message message = standing(id);
        boolean changed = wanted
                ? reactions.add(message, emoji, caller.id(), next(membership))
                : reactions.remove(message, emoji, caller.id());
        if (!changed) {
            return untold(membership, message);
        }
        return tell(
                membership,
                message,
                new ChatEvent.Reacted(
                        message.id(),
                        message.conversation().room(),
                        emoji.text(),
                        caller.id().value(),
                        wanted));
    }

    private Written<MessageView> tell(Membership membership, Message message, ChatEvent event) {
        Position position = journal.append(membership.stream(), membership.author(), event);
        return new Written<>(shown(message), position);
    }

    private Written<MessageView> untold(Membership membership, Message message) {
        return new Written<>(shown(message), journal.hold(membership.stream()).orElseThrow());
    }

    private List<Message> newest(Conversation conversation, Optional<Long> before, int most) {
        TypedQuery<Message> query = em.createQuery(
                        "select m from Message m where m.workspace = :workspace and m.room = :room"
                                + (before.isPresent() ? " and m.seq < :before" : "") + " order by m.seq desc",
                        Message.class)
                .setParameter("workspace", conversation.workspace())
                .setParameter("room", conversation.key())
                .setMaxResults(most);
        before.ifPresent(seq -> query.setParameter("before", seq));
        return query.getResultList();
    }

    private MessageView shown(Message message) {
        return message.view(reactions.to(message));
    }

    private List<MessageView> shown(UUID workspace, List<Message> messages) {
        Map<Long, List<ReactionView>> reacted = reactions.to(workspace, messages);
        return messages.stream()
                .map(message -> message.view(reacted.getOrDefault(message.seq(), List.of())))
                .toList();
    }

    private Message answered(Conversation conversation, UUID id) {
        return kept(new MessageId(conversation.workspace(), id))
                .filter(other -> !other.isDeleted() && other.conversation().equals(conversation))
                .orElseThrow(() -> Problem.Invalid.field(
                        ErrorCode.BAD_REQUEST, "replyTo", "must be a message of the same conversation."));
    }

    private Message standing(MessageId id) {
        return kept(id).filter(message -> !message.isDeleted()).orElseThrow(Messages::unknown);
    }

    private Optional<Message> kept(MessageId id) {
        return Optional.ofNullable(em.find(Message.class, new Said.Key(id.workspace(), id.id())));
    }

    /** @return the number that the next entry will have; the caller holds the journal, so it will be theirs */
    private long next(Membership membership) {
        return journal.hold(membership.stream()).orElseThrow().seq() + 1;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem.NotFound unknown() {
        return new Problem.NotFound("message");
    }
}
