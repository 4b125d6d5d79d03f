package dev.tutti.work.comment;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.database.StableView;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.talk.Mentions;
import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Reactions;
import dev.tutti.work.talk.Said;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.task.Tasks;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be said of tasks, and done with it. Guests may only read. While a task lies in the trash its comments are not
 * found. A write that changes nothing tells nothing, and answers with the journal's present end.
 */
@ApplicationScoped
@Transactional
public class Comments {
    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Tasks tasks;

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
    record Listed(Page<CommentView> page, Position position) {}

    /**
     * Says something of a task.
     *
     * @throws Problem.Conflict when the id that the caller brought is taken
     */
    public Written<CommentView> create(Caller caller, TaskId on, @NotNull @Valid NewComment asked) {
        Membership membership = access.writing(caller, on.workspace()).mayWrite();
        TaskView task = tasks.find(caller, on);
        CommentId id = new CommentId(on, asked.id().orElseGet(UuidCreator::getTimeOrderedEpoch));
        if (kept(id).isPresent()) {
            throw new Problem.Conflict("A comment with this id exists already. Make up a new id.");
        }
        Comment comment = new Comment(membership, id, next(membership), mentions.in(membership, asked.text()), now());
        em.persist(comment);
        return tell(membership, comment, new CommentEvent.Created(comment.view(List.of()), task));
    }

    public CommentView find(Caller caller, CommentId id) {
        tasks.find(caller, id.task());
        return shown(existing(id));
    }

    /** @return a part of what was said of the task, in the order in which it was */
    Listed page(Caller caller, TaskId on, PageRequest request) {
        view.open();
        tasks.find(caller, on);
        String list = "comments:" + on.workspace() + ":" + on.id();
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<Comment> query = em.createQuery(
                        "select c from TaskComment c where c.workspace = :workspace and c.task = :task"
                                + (after.isPresent() ? " and c.seq > :after" : "") + " order by c.seq",
                        Comment.class)
                .setParameter("workspace", on.workspace())
                .setParameter("task", on.id())
                .setMaxResults(request.fetch());
        after.ifPresent(cursor -> query.setParameter("after", cursor.number(0)));
        Page<Comment> page = Page.of(request, query.getResultList(), last -> Cursor.of(list, last.seq()));
        Map<Long, List<ReactionView>> reacted = reactions.to(on.workspace(), page.items());
        return new Listed(
                page.map(comment -> comment.view(reacted.getOrDefault(comment.seq(), List.of()))),
                history.extent(StreamId.workspace(on.workspace())).orElseThrow().head());
    }

    /** @return some of what was said of all tasks, in the order in which it was */
    public List<CommentView> after(Membership membership, long seq, int limit) {
        List<Comment> some = em.createQuery(
                        "select c from TaskComment c where c.workspace = :workspace and c.seq > :seq order by c.seq",
                        Comment.class)
                .setParameter("workspace", membership.workspace())
                .setParameter("seq", seq)
                .setMaxResults(limit)
                .getResultList();
        Map<Long, List<ReactionView>> reacted = reactions.to(membership.workspace(), some);
        return some.stream()
                .map(comment -> comment.view(reacted.getOrDefault(comment.seq(), List.of())))
                .toList();
    }

    /** @return how many comments there are, by their tasks' ids; those in the trash among them */
    public List<CommentCount> counts(Membership membership) {
        return em
                .createQuery(
                        "select c.task, count(c) from TaskComment c where c.workspace = :workspace group by c.task",
                        Object[].class)
                .setParameter("workspace", membership.workspace())
                .getResultList()
                .stream()
                .map(row -> new CommentCount((UUID) row[0], (Long) row[1]))
                // Here, because databases do not agree on how ids are sorted.
                .sorted(Comparator.comparing(count -> count.taskId().toString()))
                .toList();
    }

    /**
     * Changes the text, which the author alone may.
     *
     * @throws Problem.StaleVersion when it was changed since the version in {@code match}
     */
    public Written<CommentView> edit(Caller caller, CommentId id, IfMatch match, @NotNull JsonObject sent) {
        Membership membership = access.writing(caller, id.task().workspace()).mayWrite();
        TaskView task = tasks.find(caller, id.task());
        Comment comment = existing(id);
        Optional<String> text = comment.revised(membership, match, sent, rules);
        if (text.isEmpty()) {
            return untold(membership, comment);
        }
        comment.edit(mentions.in(membership, text.get()), now());
        return tell(membership, comment, new CommentEvent.Updated(shown(comment), task));
    }

    /** Takes it away, which the author may and administrators may. */
    public Position delete(Caller caller, CommentId id, IfMatch match) {
        Membership membership = access.writing(caller, id.task().workspace()).mayWrite();
        tasks.find(caller, id.task());
        Comment comment = existing(id);
        comment.mayBeDeleted(membership, match);
        reactions.forget(comment);
        em.remove(comment);
        return journal.append(
                membership.stream(),
                membership.author(),
                new CommentEvent.Deleted(id.id(), id.task().id()));
    }

    /** @param wanted whether the caller is to react with the emoji from here on, or not to */
    public Written<CommentView> react(Caller caller, CommentId id, Emoji emoji, boolean wanted) {
        Membership membership = access.writing(caller, id.task().workspace()).mayWrite();
        tasks.find(caller, id.task());
        Comment comment = existing(id);
        boolean changed = wanted
                ? reactions.add(comment, emoji, caller.id(), next(membership))
                : reactions.remove(comment, emoji, caller.id());
        if (!changed) {
            return untold(membership, comment);
        }
        return tell(
                membership,
                comment,
                new CommentEvent.Reacted(
                        id.id(), id.task().id(), emoji.text(), caller.id().value(), wanted));
    }

    private Written<CommentView> tell(Membership membership, Comment comment, CommentEvent event) {
        Position position = journal.append(membership.stream(), membership.author(), event);
        return new Written<>(shown(comment), position);
    }

    private Written<CommentView> untold(Membership membership, Comment comment) {
        return new Written<>(shown(comment), journal.hold(membership.stream()).orElseThrow());
    }

    private CommentView shown(Comment comment) {
        return comment.view(reactions.to(comment));
    }

    private Comment existing(CommentId id) {
        return kept(id).filter(comment -> comment.isOn(id.task())).orElseThrow(() -> new Problem.NotFound("comment"));
    }

    private Optional<Comment> kept(CommentId id) {
        return Optional.ofNullable(em.find(Comment.class, new Said.Key(id.task().workspace(), id.id())));
    }

    /** @return the number that the next entry will have; the caller holds the journal, so it will be theirs */
    private long next(Membership membership) {
        return journal.hold(membership.stream()).orElseThrow().seq() + 1;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
