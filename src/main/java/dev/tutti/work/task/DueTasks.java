package dev.tutti.work.task;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The tasks that are due on some day and that somebody is to do: those on the board that are not {@linkplain Task#DONE
 * done}. It remembers who was told so, of which task and which day; whoever tells it asks {@link #hold} first.
 */
@ApplicationScoped
@Transactional
public class DueTasks {
    private static final String UNTOLD = "t.dueOn >= :first and t.dueOn <= :last and t.assigneeId is not null"
            + " and t.trashedAt is null and t.status <> :done"
            + " and not exists (select n.id from DueNotice n where n.workspace = t.workspace and n.task = t.id"
            + " and n.assigneeId = t.assigneeId and n.dueOn = t.dueOn)";

    private static final String AFTER = " and (t.dueOn > :day or t.dueOn = :day"
            + " and (t.workspace > :workspace or t.workspace = :workspace and t.id > :task))";

    /** Days on end, the first and the last among them. */
    public record Days(LocalDate first, LocalDate last) {}

    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    /**
     * @param after the last of those that the caller has looked at
     * @param limit how many at most
     * @return tasks of all workspaces whose assignees were not told that they are due on one of the days, by the days
     */
    public List<DueTask> untold(Days days, Optional<DueTask> after, int limit) {
        TypedQuery<Object[]> query = em.createQuery(
                        "select t.workspace, t.id, t.assigneeId, t.dueOn from Task t where " + UNTOLD
                                + (after.isPresent() ? AFTER : "") + " order by t.dueOn, t.workspace, t.id",
                        Object[].class)
                .setParameter("first", days.first())
                .setParameter("last", days.last())
                .setParameter("done", Task.DONE)
                .setMaxResults(limit);
        after.ifPresent(last -> query.setParameter("day", last.on())
                .setParameter("workspace", last.task().workspace())
                .setParameter("task", last.task().id()));
        return query.getResultList().stream()
                .map(row -> new DueTask(
                        new TaskId((UUID) row[0], (UUID) row[1]), new UserId((UUID) row[2]), (LocalDate) row[3]))
                .toList();
    }

    /**
     * Makes the caller the only writer of the task's workspace, and only then looks at the task.
     *
     * @return the task, if it is still so; empty when it has changed since, or its assignee was told meanwhile
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<TaskView> hold(DueTask due) {
        StreamId stream = StreamId.workspace(due.task().workspace());
        return journal.hold(stream)
                .flatMap(held -> Optional.ofNullable(em.find(Task.class, new Task.Key(due.task()))))
                .filter(task -> task.due().equals(Optional.of(due)) && !isTold(due))
                .map(Task::view);
    }

    /** Remembers that the task's assignee was told. The caller holds the task, and tells it in the same transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void told(DueTask due) {
        em.persist(new DueNotice(due));
    }

    /** Forgets what was told of days before. @return how much, at most so much */
    public int forget(LocalDate before, int limit) {
        List<UUID> over = em.createQuery(
                        "select n.id from DueNotice n where n.dueOn < :before order by n.dueOn", UUID.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
        return over.isEmpty()
                ? 0
                : em.createQuery("delete from DueNotice n where n.id in :ids")
                        .setParameter("ids", over)
                        .executeUpdate();
    }

    private boolean isTold(DueTask due) {
        return em.createQuery(
                                "select count(n) from DueNotice n where n.workspace = :workspace and n.task = :task"
                                        + " and n.assigneeId = :assignee and n.dueOn = :day",
                                Long.class)
                        .setParameter("workspace", due.task().workspace())
                        .setParameter("task", due.task().id())
                        .setParameter("assignee", due.assignee().value())
                        .setParameter("day", due.on())
                        .getSingleResult()
                > 0;
    }
}
