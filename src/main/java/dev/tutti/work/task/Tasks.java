package dev.tutti.work.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.edit.Edit;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.edit.MergePatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done with tasks. Guests may only read. A write that changes nothing tells nothing, and answers with the
 * journal's present end.
 */
@ApplicationScoped
@Transactional
public class Tasks {
    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    Workspaces workspaces;

    @Inject
    Board board;

    @Inject
    Journal journal;

    @Inject
    Validator rules;

    @Inject
    Clock clock;

    @Inject
    Rates rates;

    /**
     * Lays a new task at the end of its column.
     *
     * @throws Problem.Conflict when the id that the caller brought is taken, even by one in the trash
     */
    public Written<TaskView> create(Caller caller, UUID workspace, @NotNull @Valid NewTask asked) {
        Membership membership = access.writing(caller, workspace).mayWrite();
        TaskId id = new TaskId(workspace, asked.id().orElseGet(UuidCreator::getTimeOrderedEpoch));
        // An id of ours is one that nobody has.
        if (asked.id().isPresent() && kept(id).isPresent()) {
            throw new Problem.Conflict("A task with this id exists already. Make up a new id.");
        }
        mayBeAssigned(workspace, asked.assigneeId());
        Task task = new Task(id, asked, caller.id().value(), now());
        board.layLast(workspace, task);
        em.persist(task);
        return tell(membership, task, new TaskEvent.Created(task.view()));
    }

    /** @throws Problem.NotFound also when it lies in the trash */
    public TaskView find(Caller caller, TaskId id) {
        access.of(caller, id.workspace());
        return live(id).view();
    }

    /** @return a part of the board, by column and place; or of the trash, the newest first */
    public Page<TaskView> list(Caller caller, UUID workspace, TaskFilter filter, PageRequest request) {
        access.of(caller, workspace);
        TaskList list = new TaskList(em, workspace, filter);
        return (filter.trashed() ? list.trash(request) : list.board(request)).map(Task::view);
    }

    /**
     * @return what the conditions come to for the caller today
     * @throws Problem.Invalid {@code bad_value} naming the condition that cannot be
     * @throws Problem.NotNow when the caller looks for words more often than one may search
     */
    public TaskFilter filter(Caller caller, TaskConditions conditions) {
        if (conditions.q().isPresent()) {
            rates.take(Rate.SEARCHES, caller.id().toString());
        }
        return conditions.filter(caller, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /**
     * @param workspace the only one to look in; all of the caller's, where it is not given
     * @return what is due first comes first
     * @throws Problem.NotFound when the workspace is not there, or not the caller's
     */
    public Page<TaskView> agenda(
            Caller caller, Optional<UUID> workspace, TaskConditions conditions, PageRequest request) {
        workspace.ifPresent(id -> access.of(caller, id));
        TaskFilter filter = filter(caller, conditions);
        List<UUID> where = workspace.map(List::of).orElseGet(() -> workspaces.idsOf(caller));
        return where.isEmpty()
                ? new Page<>(List.of(), Optional.empty())
                : new Agenda(em, where, filter).page(request).map(Task::view);
    }

    /** @return the whole board at once: the columns by their names, and each in its order */
    public List<TaskView> board(Membership membership) {
        return em
                .createQuery(
                        "select t from Task t where t.workspace = :workspace and t.trashedAt is null"
                                + " order by t.place, t.id",
                        Task.class)
                .setParameter("workspace", membership.workspace())
                .getResultList()
                .stream()
                .map(Task::view)
                // Here, because databases do not agree on where a hyphen or an underscore is sorted.
                .sorted(Comparator.comparing(TaskView::status))
                .toList();
    }

    /**
     * Changes the fields that the patch names. A new status lays the task at the end of that column.
     *
     * @throws Problem.StaleVersion when somebody else has changed the same fields since the version in {@code match}
     */
    public Written<TaskView> edit(Caller caller, TaskId id, IfMatch match, @NotNull JsonObject sent) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Task task = live(id);
        MergePatch patch = MergePatch.of(sent, NewTask.EDITABLE);
        match.permit(task.version(), task.changed(), patch.fields());
        Edit<NewTask> edit = patch.apply(task.editable(), NewTask.class, rules);
        if (edit.changesNothing()) {
            return untold(membership, task);
        }
        if (edit.changes("assigneeId")) {
            mayBeAssigned(id.workspace(), edit.after().assigneeId());
        }
        List<String> fields = new ArrayList<>(edit.fields());
        if (edit.changes("status")) {
            fields.add(Task.PLACE);
        }
        task.edit(edit.after(), fields);
        if (edit.changes("status")) {
            board.layLast(id.workspace(), task);
        }
        return tell(membership, task, new TaskEvent.Updated(task.view(), edit.changes()));
    }

    /**
     * Lays the task somewhere else on the board.
     *
     * @throws Problem.StaleVersion when somebody else has moved it since the version in {@code match}
     */
    public Written<TaskView> move(Caller caller, TaskId id, IfMatch match, @NotNull @Valid MoveTask move) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Task task = live(id);
        match.permit(task.version(), task.changed(), List.of(Task.PLACE));
        Optional<Task> behind = board.target(id.workspace(), task.id(), move);
        if (board.lies(id.workspace(), task, move.status(), behind)) {
            return untold(membership, task);
        }
        task.move(move.status());
        board.lay(id.workspace(), task, behind);
        return tell(
                membership, task, new TaskEvent.Moved(task.id(), task.version(), task.status(), behind.map(Task::id)));
    }

    /** @throws Problem.StaleVersion when anything of it has changed since the version in {@code match} */
    public Position trash(Caller caller, TaskId id, IfMatch match) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Task task = live(id);
        match.permitAll(task.version(), task.changed());
        task.trash(now());
        return journal.append(membership.stream(), membership.author(), new TaskEvent.Deleted(task.id()));
    }

    /** Takes the task out of the trash and lays it at the end of its column. One that is on the board stays there. */
    public Written<TaskView> restore(Caller caller, TaskId id) {
        Membership membership = access.writing(caller, id.workspace()).mayWrite();
        Task task = kept(id).orElseThrow(Tasks::unknown);
        if (task.trashedAt().isEmpty()) {
            return untold(membership, task);
        }
        task.restore();
        board.layLast(id.workspace(), task);
        return tell(membership, task, new TaskEvent.Restored(task.view()));
    }

    private Written<TaskView> tell(Membership membership, Task task, TaskEvent event) {
        return new Written<>(task.view(), journal.append(membership.stream(), membership.author(), event));
    }

    private Written<TaskView> untold(Membership membership, Task task) {
        return new Written<>(task.view(), journal.hold(membership.stream()).orElseThrow());
    }

    private void mayBeAssigned(UUID workspace, Optional<UUID> assignee) {
        if (assignee.isPresent() && !members.includes(workspace, new UserId(assignee.get()))) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "assigneeId", "must be a member of the workspace.");
        }
    }

    private Task live(TaskId id) {
        return kept(id).filter(task -> task.trashedAt().isEmpty()).orElseThrow(Tasks::unknown);
    }

    private Optional<Task> kept(TaskId id) {
        return Optional.ofNullable(em.find(Task.class, new Task.Key(id)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem.NotFound unknown() {
        return new Problem.NotFound("task");
    }
}
