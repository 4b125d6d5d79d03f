package dev.tutti.work.notification;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import dev.tutti.journal.FactTold;
import dev.tutti.work.chat.ChatEvent;
import dev.tutti.work.comment.CommentEvent;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.watch.Watches;
import dev.tutti.work.webhook.WebhookPaused;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.WorkspaceEvent;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Decides who is notified of what, at the moment when a feature tells it and in the same transaction. Nobody is notified
 * of what they did themselves, nor of a workspace that they are not a member of, nor twice of one message or comment. What
 * they want to be notified of {@link Notifications} looks at.
 */
@ApplicationScoped
class Occasions {
    @Inject
    Workspaces workspaces;

    @Inject
    Members members;

    @Inject
    Watches watches;

    @Inject
    Notifications notifications;

    void hear(@Observes FactTold told) {
        if (told.fact() instanceof WorkspaceEvent.MemberJoined joined) {
            tell(
                    told,
                    About.WORKSPACE,
                    people(Kind.ADDED, joined.member().user().id()));
        } else if (told.fact() instanceof TaskEvent.Created created) {
            assigned(told, created.task());
        } else if (told.fact() instanceof TaskEvent.Updated updated
                && updated.changes().containsKey("assigneeId")) {
            assigned(told, updated.task());
        } else if (told.fact() instanceof ChatEvent event) {
            said(told, event);
        } else if (told.fact() instanceof CommentEvent event) {
            commented(told, event);
        }
    }

    private void assigned(FactTold told, TaskView task) {
        task.assigneeId().ifPresent(assignee -> tell(told, About.of(task), people(Kind.ASSIGNED, assignee)));
    }

    void hear(@Observes WebhookPaused paused) {
        for (UserId owner : members.owners(paused.workspace())) {
            workspaces
                    .nameFor(owner, paused.workspace())
                    .map(name -> new Occasion(
                            Set.of(Kind.WEBHOOK_PAUSED),
                            Author.SERVER,
                            paused.workspace(),
                            name,
                            About.host(paused.host())))
                    .ifPresent(occasion -> notifications.add(owner, occasion));
        }
    }

    private void said(FactTold told, ChatEvent event) {
        if (event instanceof ChatEvent.Sent sent) {
            SortedMap<UserId, Set<Kind>> people = mentioned(sent.message().mentions());
            sent.answered().ifPresent(author -> include(people, Kind.REPLIED, new UserId(author)));
            tell(told, About.of(sent.message()), people);
        } else if (event instanceof ChatEvent.Edited edited) {
            edited(told, About.of(edited.message()), edited.message().mentions());
        }
    }

    private void commented(FactTold told, CommentEvent event) {
        if (event instanceof CommentEvent.Created created) {
            TaskId task = new TaskId(told.stream().id(), created.task().id());
            SortedMap<UserId, Set<Kind>> people = mentioned(created.comment().mentions());
            watches.of(task).forEach(watcher -> include(people, Kind.COMMENTED, watcher));
            tell(told, About.of(created.comment(), created.task()), people);
        } else if (event instanceof CommentEvent.Updated updated) {
            edited(
                    told,
                    About.of(updated.comment(), updated.task()),
                    updated.comment().mentions());
        }
    }

    /** Whoever was told of it already, for whatever reason, knows it. */
    private void edited(FactTold told, About about, List<UUID> mentions) {
        SortedMap<UserId, Set<Kind>> people = mentioned(mentions);
        people.keySet()
                .removeIf(person -> notifications.told(person, told.stream().id(), about));
        tell(told, about, people);
    }

    private static SortedMap<UserId, Set<Kind>> mentioned(Collection<UUID> ids) {
        return people(Kind.MENTIONED, ids.toArray(UUID[]::new));
    }

    private static SortedMap<UserId, Set<Kind>> people(Kind kind, UUID... ids) {
        SortedMap<UserId, Set<Kind>> people = new TreeMap<>();
        for (UUID id : ids) {
            include(people, kind, new UserId(id));
        }
        return people;
    }

    private static void include(SortedMap<UserId, Set<Kind>> people, Kind kind, UserId person) {
        people.computeIfAbsent(person, first -> EnumSet.noneOf(Kind.class)).add(kind);
    }

    /** In the order of their ids, in which every transaction takes the locks of inboxes. */
    private void tell(FactTold told, About about, SortedMap<UserId, Set<Kind>> people) {
        UUID workspace = told.stream().id();
        people.forEach((person, kinds) -> {
            if (!person.equals(told.author().id())) {
                workspaces
                        .nameFor(person, workspace)
                        .ifPresent(name ->
                                notifications.add(person, new Occasion(kinds, told.author(), workspace, name, about)));
            }
        });
    }
}
