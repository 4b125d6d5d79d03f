package dev.tutti.work.notification;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.database.StableViews;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.chat.Lounge;
import dev.tutti.work.chat.Messages;
import dev.tutti.work.comment.Comments;
import dev.tutti.work.comment.Discussion;
import dev.tutti.work.task.DueTask;
import dev.tutti.work.task.DueTasks;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.task.Team;
import dev.tutti.work.watch.Watching;
import dev.tutti.work.workspace.Office;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** An office in which everybody has an inbox and is notified, in the transaction of what they are notified of. */
final class Bell implements AutoCloseable {
    final Office office = new Office();

    Bell() {
        office.hears((desk, told) -> {
            Watching.at(desk).accept(told);
            occasions(desk).hear(told);
        });
    }

    Caller person(String name) {
        Caller person = office.person(name);
        office.go(desk -> desk.journal().open(StreamId.inbox(person.id())));
        return person;
    }

    <T> T tasks(Function<Tasks, T> work) {
        return office.at(desk -> work.apply(Team.tasks(desk)));
    }

    <T> T messages(Function<Messages, T> work) {
        return office.at(desk -> work.apply(Lounge.messages(desk)));
    }

    <T> T comments(Function<Comments, T> work) {
        return office.at(desk -> work.apply(Discussion.comments(desk)));
    }

    <T> T at(Function<Notifications, T> work) {
        return office.at(desk -> work.apply(notifications(desk)));
    }

    Written<ReadState> read(Caller caller, long upTo) {
        return at(notifications -> notifications.read(caller, upTo));
    }

    /** @param patch with single quotation marks */
    Written<KindSettings> choose(Caller caller, String patch) {
        JsonObject sent = StrictJson.object(patch.replace('\'', '"'));
        return office.at(desk -> choices(desk).change(caller, sent));
    }

    Written<KindSettings> chosen(Caller caller) {
        return office.at(desk -> choices(desk).find(caller));
    }

    NotificationPage list(Caller caller) {
        return page(caller, 200, Optional.empty());
    }

    NotificationPage page(Caller caller, int limit, Optional<String> after) {
        return at(notifications -> notifications.list(caller, new PageRequest(limit, after)))
                .page();
    }

    List<Entry> inbox(Caller caller) {
        return office.at(desk -> Journals.reading(desk.em()).after(StreamId.inbox(caller.id()), 0, 1_000));
    }

    /** Looks once for what is due soon, as a node does: each step in a transaction of its own. */
    void look(Instant now, String... settings) {
        look(now, due -> {}, settings);
    }

    /** @param before what else happens before somebody is reminded */
    void look(Instant now, Consumer<DueTask> before, String... settings) {
        DueSoon chore = new DueSoon();
        chore.settings = ChosenSettings.of(settings);
        chore.tasks = new DueTasks() {
            @Override
            public List<DueTask> untold(Days days, Optional<DueTask> after, int limit) {
                return office.at(desk -> Team.due(desk).untold(days, after, limit));
            }

            @Override
            public int forget(LocalDate before, int limit) {
                return office.at(desk -> Team.due(desk).forget(before, limit));
            }
        };
        chore.reminders = new Reminders() {
            @Override
            void remind(DueTask due) {
                before.accept(due);
                office.go(desk -> reminders(desk).remind(due));
            }
        };
        chore.run(now);
    }

    private static Reminders reminders(Office.Desk desk) {
        Reminders reminders = new Reminders();
        reminders.tasks = Team.due(desk);
        reminders.workspaces = desk.workspaces();
        reminders.notifications = notifications(desk);
        return reminders;
    }

    static Occasions occasions(Office.Desk desk) {
        Occasions occasions = new Occasions();
        occasions.workspaces = desk.workspaces();
        occasions.members = desk.members();
        occasions.watches = Watching.watches(desk);
        occasions.notifications = notifications(desk);
        return occasions;
    }

    static Choices choices(Office.Desk desk) {
        Choices choices = new Choices();
        choices.em = desk.em();
        choices.inboxes = Journals.inboxes(desk.journal());
        choices.history = Journals.reading(desk.em());
        choices.view = StableViews.of(desk.em());
        return choices;
    }

    private static Notifications notifications(Office.Desk desk) {
        Notifications notifications = new Notifications();
        notifications.em = desk.em();
        notifications.choices = choices(desk);
        notifications.inboxes = Journals.inboxes(desk.journal());
        notifications.history = Journals.reading(desk.em());
        notifications.view = StableViews.of(desk.em());
        notifications.clock = Clock.systemUTC();
        return notifications;
    }

    @Override
    public void close() {
        office.close();
    }
}
