package dev.tutti.work.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.FactTold;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.work.task.NewTask;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.NewMember;
import dev.tutti.work.workspace.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Notifications")
class NotificationsTest {
    private final Bell bell = new Bell();
    private final Caller ada = bell.person("ada");
    private final Caller bob = bell.person("bob");
    private final UUID workspace = bell.office.workspace(ada);

    @AfterEach
    void close() {
        bell.close();
    }

    @Test
    @DisplayName(
            "tell whoever is added, and whoever is given a task, and are listed as they were told, the newest first")
    void addedAndAssigned() {
        add(bob);
        UUID first = create(ada, "First", bob);
        UUID second = create(ada, "Second", null);
        edit(ada, second, "{\"assigneeId\":\"" + bob.id() + "\",\"title\":\"Second, renamed\"}");

        List<NotificationView> listed = bell.list(bob).items();
        List<Entry> told = bell.inbox(bob);
        assertEquals(
                List.of(Kind.ASSIGNED, Kind.ASSIGNED, Kind.ADDED),
                listed.stream().map(NotificationView::kind).toList());
        assertEquals(
                List.of(3L, 2L, 1L), listed.stream().map(NotificationView::seq).toList());
        for (int i = 0; i < 3; i++) {
            assertEquals("notification", told.get(i).what().type());
            assertEquals(JsonText.of(listed.get(2 - i)), told.get(i).what().payload());
            assertEquals(i + 1, told.get(i).seq());
            assertEquals(ada.id(), told.get(i).who().id());
        }
        assertEquals(Optional.of("Second, renamed"), listed.get(0).title());
        assertEquals(Optional.of(first), listed.get(1).taskId());
        assertEquals("Team", listed.get(2).workspaceName());
        assertEquals(
                Optional.of(new NotificationView.Actor(ada.id().value(), "ada")),
                listed.get(2).actor());
        assertEquals(List.of(), bell.inbox(ada));
        assertEquals(List.of(), bell.list(ada).items());
    }

    @Test
    @DisplayName("are not for what one does oneself, nor for what concerns one no more or did so already")
    void notForOwnDoing() {
        add(bob);
        UUID task = create(bob, "Mine", bob);
        edit(ada, task, "{\"title\":\"Still his\"}");
        edit(ada, task, "{\"assigneeId\":\"" + bob.id() + "\"}");
        edit(ada, task, "{\"assigneeId\":null}");
        edit(bob, task, "{\"assigneeId\":\"" + bob.id() + "\"}");
        bell.tasks(t -> t.trash(ada, new TaskId(workspace, task), IfMatch.ANY));
        bell.tasks(t -> t.restore(ada, new TaskId(workspace, task)));
        bell.office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));

        assertEquals(
                List.of(Kind.ADDED),
                bell.list(bob).items().stream().map(NotificationView::kind).toList());
        assertEquals(1, bell.inbox(bob).size());
    }

    @Test
    @DisplayName("are not for people who are not members, or not any more")
    void onlyForMembers() {
        TaskView task = bell.tasks(t -> t.create(ada, workspace, Team.asked("'title':'x'")))
                .value();
        TaskView his = new TaskView(
                task.id(),
                workspace,
                "Secret",
                Optional.empty(),
                "todo",
                Optional.of(bob.id().value()),
                List.of(),
                task.priority(),
                Optional.empty(),
                List.of(),
                1,
                task.createdBy(),
                task.createdAt(),
                Optional.empty());

        bell.office.go(desk -> Bell.occasions(desk)
                .hear(new FactTold(
                        StreamId.workspace(workspace),
                        Author.of(ada),
                        new TaskEvent.Created(his),
                        desk.journal().hold(StreamId.workspace(workspace)).orElseThrow())));

        assertEquals(List.of(), bell.inbox(bob));
    }

    @Test
    @DisplayName("are taken back with what they tell of")
    void rolledBack() {
        add(bob);
        assertThrows(
                IllegalStateException.class,
                () -> bell.office.go(desk -> {
                    Team.tasks(desk).create(ada, workspace, asked("Never", bob));
                    throw new IllegalStateException("the writer changed its mind");
                }));

        assertEquals(1, bell.inbox(bob).size());
        assertEquals(1, bell.list(bob).items().size());
        create(ada, "Now", bob);
        assertEquals(List.of(1L, 2L), bell.inbox(bob).stream().map(Entry::seq).toList());
    }

    @Test
    @DisplayName("that cannot be told take back what they tell of")
    void takeBack() {
        Caller nowhere = bell.office.person("somebody without an inbox");

        assertThrows(IllegalStateException.class, () -> add(nowhere));
        assertEquals(1, bell.office.told(workspace).size(), "nobody was added");
    }

    @Test
    @DisplayName("are read up to a mark that moves forward only, and each move is told")
    void readMark() {
        add(bob);
        create(ada, "One", bob);
        create(ada, "Two", bob);
        assertEquals(3, bell.list(bob).unread());
        assertEquals(0, bell.list(bob).upTo());

        assertEquals(new ReadState(2, 1), bell.read(bob, 2).value());
        assertEquals("{\"unread\":1,\"upTo\":2}", bell.inbox(bob).get(3).what().payload());
        assertEquals("notification:read", bell.inbox(bob).get(3).what().type());
        assertEquals(new ReadState(2, 1), bell.read(bob, 2).value());
        assertEquals(new ReadState(2, 1), bell.read(bob, 0).value());
        assertEquals(4, bell.inbox(bob).size(), "a mark that does not move tells nothing");
        assertEquals(bell.inbox(bob).get(3).position(), bell.read(bob, 1).position());

        assertEquals(
                new ReadState(4, 0), bell.read(bob, 4).value(), "an entry of another kind is a place like any other");
        create(ada, "Three", bob);
        NotificationPage page = bell.list(bob);
        assertEquals(1, page.unread());
        assertEquals(4, page.upTo());
        assertEquals(6, page.items().get(0).seq());
    }

    @Test
    @DisplayName("cannot be read before they are there")
    void beyondTheEnd() {
        add(bob);
        for (long number : new long[] {-1, 2, Long.MAX_VALUE}) {
            Problem.Invalid refused = assertThrows(Problem.Invalid.class, () -> bell.read(bob, number));
            assertEquals("bad_value", refused.code().wire());
        }
        assertEquals(1, bell.inbox(bob).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                             | bad_request",
                "{\"upTo\":null}                | bad_request",
                "{\"upTo\":\"1\"}               | bad_request",
                "{\"upTo\":1.5}                 | bad_value",
                "{\"upTo\":18446744073709551616}| bad_value",
                "{\"upTo\":1e30}                | bad_value"
            })
    @DisplayName("are read up to a whole number and nothing else")
    void malformed(String sent, String code) {
        Problem.Invalid refused =
                assertThrows(Problem.Invalid.class, () -> ReadUpTo.parse(StrictJson.object(sent.strip())));
        assertEquals(code, refused.code().wire());
    }

    @Test
    @DisplayName("are listed in pages that do not shift when a new one comes, each with its owner's cursor")
    void pages() {
        add(bob);
        for (int i = 2; i <= 5; i++) {
            create(ada, "Task " + i, bob);
        }
        NotificationPage first = bell.page(bob, 2, Optional.empty());
        create(ada, "Newer", bob);
        NotificationPage second = bell.page(bob, 2, first.next());
        NotificationPage third = bell.page(bob, 2, second.next());

        List<Long> seen = new ArrayList<>();
        List.of(first, second, third).forEach(page -> page.items().forEach(item -> seen.add(item.seq())));
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L), seen);
        assertEquals(Optional.empty(), third.next());
        assertEquals(6, third.unread());
        assertThrows(Problem.Invalid.class, () -> bell.page(ada, 2, first.next()));
    }

    @Test
    @DisplayName("from two workspaces and a reader at once are numbered without a hole, and nobody waits for ever")
    void manyAtOnce() {
        add(bob);
        UUID other = bell.office.workspace(ada);
        bell.office.go(desk -> desk.members().add(ada, other, member(bob)));
        List<CompletableFuture<Void>> all = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    if (i % 3 == 0) {
                        bell.read(bob, Math.min(2, i));
                    } else {
                        UUID where = i % 3 == 1 ? workspace : other;
                        bell.tasks(t -> t.create(ada, where, asked("Task " + i, bob)));
                    }
                }))
                .toList();
        all.forEach(CompletableFuture::join);

        assertEquals(
                LongStream.rangeClosed(1, 23).boxed().toList(),
                bell.inbox(bob).stream().map(Entry::seq).toList());
        assertEquals(22, bell.list(bob).items().size());
        assertEquals(20, bell.list(bob).unread());
    }

    @Test
    @DisplayName("go through what any feature can use to tell one person something")
    void anyFact() {
        bell.office.go(
                desk -> Journals.inboxes(desk.journal()).tell(bob.id(), Author.of(ada), new Journals.Said("psst")));

        assertEquals("{\"text\":\"psst\"}", bell.inbox(bob).get(0).what().payload());
        assertEquals(List.of(), bell.list(bob).items());
        assertEquals(List.of(), bell.inbox(ada));
    }

    private void add(Caller person) {
        bell.office.go(desk -> desk.members().add(ada, workspace, member(person)));
    }

    private static NewMember member(Caller person) {
        return new NewMember(Optional.empty(), Optional.of(person.id().value()), Role.MEMBER.wire());
    }

    private UUID create(Caller caller, String title, Caller assignee) {
        return bell.tasks(t -> t.create(caller, workspace, asked(title, assignee)))
                .value()
                .id();
    }

    private static NewTask asked(String title, Caller assignee) {
        String given = assignee == null ? "" : ",'assigneeId':'" + assignee.id() + "'";
        return Team.asked("'title':'" + title + "'" + given);
    }

    private void edit(Caller caller, UUID task, String patch) {
        bell.tasks(t -> t.edit(caller, new TaskId(workspace, task), IfMatch.ANY, StrictJson.object(patch)));
    }
}
