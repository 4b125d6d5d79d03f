package dev.tutti.work.notification;

import dev.tutti.journal.Author;
import dev.tutti.work.task.DueTask;
import dev.tutti.work.task.DueTasks;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;

/**
 * Tells people that a task of theirs is due soon: once for each task, person and day, however many nodes come to it at
 * the same time. What was found is looked at again when the workspace's journal is held, and what was told is noted in
 * the same transaction.
 */
@ApplicationScoped
@Transactional
class Reminders {
    @Inject
    DueTasks tasks;

    @Inject
    Workspaces workspaces;

    @Inject
    Notifications notifications;

    /** Tells it, if it is still so, and the assignee may still know of it. */
    void remind(DueTask due) {
        // Before the wait too, so that no writer waits because of somebody who left.
        if (nameFor(due).isPresent()) {
            tasks.hold(due).ifPresent(task -> tell(due, task));
        }
    }

    private void tell(DueTask due, TaskView task) {
        nameFor(due).ifPresent(name -> {
            tasks.told(due);
            notifications.add(
                    due.assignee(),
                    new Occasion(Set.of(Kind.DUE_SOON), Author.SERVER, task.workspaceId(), name, About.dayOf(task)));
        });
    }

    private Optional<String> nameFor(DueTask due) {
        return workspaces.nameFor(due.assignee(), due.task().workspace());
    }
}
