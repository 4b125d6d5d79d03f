package dev.tutti.work.watch;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import dev.tutti.journal.FactTold;
import dev.tutti.journal.Inboxes;
import dev.tutti.journal.Written;
import dev.tutti.work.comment.CommentEvent;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.workspace.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who watches which task. Whoever creates a task, is given it or comments on it watches it from there on, unless they
 * have stopped: that nothing but themselves undoes. Guests may watch.
 */
@ApplicationScoped
@Transactional
public class Watches {
    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Tasks tasks;

    @Inject
    Inboxes inboxes;

    /** @return whether the caller watches the task */
    WatchView find(Caller caller, TaskId task) {
        tasks.find(caller, task);
        boolean watching = kept(task, caller.id()).filter(Watch::watching).isPresent();
        return new WatchView(task.workspace(), task.id(), watching);
    }

    /** Lets the caller watch the task, or not. What is so already is not told again. */
    Written<WatchView> watch(Caller caller, TaskId task, boolean wanted) {
        access.writing(caller, task.workspace());
        tasks.find(caller, task);
        Optional<Watch> kept = kept(task, caller.id());
        WatchView view = new WatchView(task.workspace(), task.id(), wanted);
        boolean known = kept.isPresent() && kept.get().watching() == wanted;
        // Who never watched and says that they will not has said something: no comment of theirs makes them.
        kept.ifPresentOrElse(watch -> watch.become(wanted), () -> em.persist(new Watch(task, caller.id(), wanted)));
        return new Written<>(
                view, known ? inboxes.hold(caller.id()) : inboxes.tell(caller.id(), Author.of(caller), view));
    }

    /** @return the people who watch the task, whether they are members still or not */
    public List<UserId> of(TaskId task) {
        return em
                .createQuery(
                        "select w.person from Watch w where w.workspace = :workspace and w.task = :task"
                                + " and w.watching = true",
                        UUID.class)
                .setParameter("workspace", task.workspace())
                .setParameter("task", task.id())
                .getResultList()
                .stream()
                .map(UserId::new)
                .toList();
    }

    void hear(@Observes FactTold told) {
        if (told.fact() instanceof TaskEvent.Created created) {
            beginAnew(told, created.task());
        } else if (told.fact() instanceof TaskEvent.Updated updated
                && updated.changes().containsKey("assigneeId")) {
            assigned(told, updated.task());
        } else if (told.fact() instanceof CommentEvent.Created created) {
            begin(told, created.comment().taskId());
        }
    }

    /** Nobody can have watched the task before, or have stopped to, so there is nothing to look for. */
    private void beginAnew(FactTold told, TaskView task) {
        Set<UserId> people = new LinkedHashSet<>();
        if (!told.author().isIntegration()) {
            people.add(told.author().id());
        }
        task.assigneeId().map(UserId::new).ifPresent(people::add);
        TaskId id = new TaskId(told.stream().id(), task.id());
        people.forEach(person -> em.persist(new Watch(id, person, true)));
    }

    private void assigned(FactTold told, TaskView task) {
        task.assigneeId().ifPresent(assignee -> begin(told, task.id(), new UserId(assignee)));
    }

    private void begin(FactTold told, UUID task) {
        // An integration has nowhere to be told of anything.
        if (!told.author().isIntegration()) {
            begin(told, task, told.author().id());
        }
    }

    private void begin(FactTold told, UUID id, UserId person) {
        TaskId task = new TaskId(told.stream().id(), id);
        if (kept(task, person).isEmpty()) {
            em.persist(new Watch(task, person, true));
        }
    }

    private Optional<Watch> kept(TaskId task, UserId person) {
        return Optional.ofNullable(em.find(Watch.class, new Watch.Key(task, person)));
    }
}
