package dev.tutti.work.task;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The order of tasks in their columns. Called only by whoever holds the workspace's journal, so that between a look at a
 * column and a change of it nobody else changes it.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class Board {
    /** Twenty halvings before a column must be laid out anew, and room for eight billion billion tasks. */
    static final long GAP = 1L << 20;

    private static final String COLUMN = " from Task t where t.workspace = :workspace and t.status = :status"
            + " and t.trashedAt is null and t.id <> :except";

    @PersistenceContext
    EntityManager em;

    /** Lays the task, which is not on the board yet or in another column, behind all others of its column. */
    void layLast(UUID workspace, Task task) {
        // Only the place of what lies there: the last task may be a long one.
        TypedQuery<Long> last = em.createQuery("select max(t.place)" + COLUMN, Long.class);
        Optional<Long> place = Optional.ofNullable(
                of(last, workspace, task.status(), task.id()).getSingleResult());
        task.lieAt(place.orElse(0L) + GAP);
    }

    /** @return the task that the moved one would follow; empty when it would lie first */
    Optional<Task> target(UUID workspace, UUID moved, MoveTask move) {
        if (move.before().isPresent() && move.after().isPresent()) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "before", "and after must not be given both.");
        }
        if (move.before().isPresent()) {
            Task next = neighbour(
                    workspace, moved, move.status(), "before", move.before().get());
            return previous(workspace, next, moved);
        }
        if (move.after().isPresent()) {
            return Optional.of(neighbour(
                    workspace, moved, move.status(), "after", move.after().get()));
        }
        return last(workspace, move.status(), moved);
    }

    /** @return whether the task lies there already */
    boolean lies(UUID workspace, Task task, String status, Optional<Task> behind) {
        return task.status().equals(status)
                && previous(workspace, task, task.id()).map(Task::id).equals(behind.map(Task::id));
    }

    /** Lays the task, whose status is the column's, behind another of that column, or first. */
    void lay(UUID workspace, Task task, Optional<Task> behind) {
        Optional<Task> next = next(workspace, task, behind);
        if (behind.isPresent()
                && next.isPresent()
                && next.get().place() - behind.get().place() < 2) {
            spread(workspace, task);
        }
        task.lieAt(between(behind.map(Task::place), next.map(Task::place)));
    }

    private static long between(Optional<Long> low, Optional<Long> high) {
        if (low.isPresent() && high.isPresent()) {
            return Math.floorDiv(low.get() + high.get(), 2);
        }
        return low.map(place -> place + GAP)
                .or(() -> high.map(place -> place - GAP))
                .orElse(GAP);
    }

    /** Makes room between all tasks of the column but this one. Their order stays, so nobody need be told. */
    private void spread(UUID workspace, Task except) {
        long place = 0;
        for (Task task : column(workspace, except.status(), except.id(), "", " order by t.place, t.id")
                .getResultList()) {
            place += GAP;
            task.lieAt(place);
        }
    }

    private Task neighbour(UUID workspace, UUID moved, String status, String field, UUID id) {
        if (id.equals(moved)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, field, "must be another task than the one that moves.");
        }
        return Optional.ofNullable(em.find(Task.class, new Task.Key(new TaskId(workspace, id))))
                .filter(task -> task.trashedAt().isEmpty() && task.status().equals(status))
                .orElseThrow(() -> Problem.Invalid.field(
                        ErrorCode.BAD_REQUEST, field, "must be a task in the column that the status names."));
    }

    private Optional<Task> last(UUID workspace, String status, UUID except) {
        return first(column(workspace, status, except, "", " order by t.place desc, t.id desc"));
    }

    private Optional<Task> previous(UUID workspace, Task task, UUID except) {
        return first(
                column(workspace, task.status(), except, " and t.place < :place", " order by t.place desc, t.id desc")
                        .setParameter("place", task.place()));
    }

    private Optional<Task> next(UUID workspace, Task task, Optional<Task> behind) {
        String beyond = behind.isPresent() ? " and t.place > :place" : "";
        TypedQuery<Task> query = column(workspace, task.status(), task.id(), beyond, " order by t.place, t.id");
        behind.ifPresent(other -> query.setParameter("place", other.place()));
        return first(query);
    }

    private TypedQuery<Task> column(UUID workspace, String status, UUID except, String where, String order) {
        return of(em.createQuery("select t" + COLUMN + where + order, Task.class), workspace, status, except);
    }

    private static <T> TypedQuery<T> of(TypedQuery<T> query, UUID workspace, String status, UUID except) {
        return query.setParameter("workspace", workspace)
                .setParameter("status", status)
                .setParameter("except", except);
    }

    private static Optional<Task> first(TypedQuery<Task> query) {
        List<Task> found = query.setMaxResults(1).getResultList();
        return found.stream().findFirst();
    }
}
