package dev.tutti.work.notification;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.FactTold;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.workspace.WorkspaceEvent;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides who is notified of what, at the moment when a feature tells it and in the same transaction. Nobody is notified
 * of what they did themselves, nor of a workspace that they are not a member of.
 */
@ApplicationScoped
class Occasions {
    @Inject
    Workspaces workspaces;

    @Inject
    Notifications notifications;

    void hear(@Observes FactTold told) {
        if (told.fact() instanceof WorkspaceEvent.MemberJoined joined) {
            concerns(joined.member().user().id(), told, Kind.ADDED, Optional.empty());
        } else if (told.fact() instanceof TaskEvent.Created created) {
            assigned(told, created.task());
        } else if (told.fact() instanceof TaskEvent.Updated updated
                && updated.changes().containsKey("assigneeId")) {
            assigned(told, updated.task());
        }
    }

    private void assigned(FactTold told, TaskView task) {
        task.assigneeId().ifPresent(assignee -> concerns(assignee, told, Kind.ASSIGNED, Optional.of(task)));
    }

    private void concerns(UUID id, FactTold told, Kind kind, Optional<TaskView> task) {
        UserId person = new UserId(id);
        if (person.equals(told.author().id())) {
            return;
        }
        UUID workspace = told.stream().id();
        workspaces
                .nameFor(person, workspace)
                .ifPresent(name -> notifications.add(person, new Occasion(kind, told.author(), workspace, name, task)));
    }
}
