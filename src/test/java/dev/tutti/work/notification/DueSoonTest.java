package dev.tutti.work.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.work.task.DueTask;
import dev.tutti.work.task.MoveTask;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.NewMember;
import dev.tutti.work.workspace.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A task that is due soon")
class DueSoonTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    private final Bell bell = new Bell();
    private final Caller ada = bell.person("ada");
    private final Caller bob = bell.person("bob");
    private final UUID workspace = bell.office.workspace(ada);

    @BeforeEach
    void gather() {
        add(bob);
    }

    @AfterEach
    void close() {
        bell.close();
    }

    @Test
    @DisplayName("is told to whoever is to do it, by nobody, once, as it is listed then")
    void once() {
        TaskId task = task("Write the notes", bob, TODAY);
        bell.look(NOON);
        bell.look(NOON.plus(Duration.ofHours(1)));

        NotificationView view = bell.list(bob).items().get(0);
        assertEquals(Kind.DUE_SOON, view.kind());
        assertEquals(workspace, view.workspaceId());
        assertEquals("Team", view.workspaceName());
        assertEquals(Optional.of(task.id()), view.taskId());
        assertEquals(Optional.of("Write the notes"), view.title());
        assertEquals(Optional.of(TODAY), view.dueOn());
        assertEquals(Optional.empty(), view.actor());
        assertEquals(List.of("Write the notes 2026-11-20"), told(bob));
        Entry entry = bell.inbox(bob).get(2);
        assertEquals("notification", entry.what().type());
        assertEquals(JsonText.of(view), entry.what().payload());
        assertEquals(Author.SERVER, entry.who());
        assertEquals("due_soon", StrictJson.object(entry.what().payload()).getString("kind"));
        assertEquals(3, bell.list(bob).unread());
        assertEquals(List.of(), told(ada));
        assertEquals(3, bell.office.told(workspace).size(), "and nothing of it is the workspace's");
    }

    @Test
    @DisplayName("is told from the set time before its day until a day after it, in UTC, and to oneself as well")
    void days() {
        for (int day = -3; day <= 4; day++) {
            task("t", ada, TODAY.plusDays(day));
        }
        bell.look(NOON, "TUTTI_DUE_SOON_HOURS", "0");
        assertEquals(List.of("t 2026-11-19", "t 2026-11-20"), told(ada));
        bell.look(NOON, "TUTTI_DUE_SOON_HOURS", "11");
        assertEquals(2, told(ada).size());
        bell.look(NOON, "TUTTI_DUE_SOON_HOURS", "12");
        assertEquals("t 2026-11-21", told(ada).get(2));
        bell.look(NOON);
        assertEquals(3, told(ada).size(), "a day before");
        bell.look(Instant.parse("2026-11-20T23:59:59Z"));
        assertEquals(3, told(ada).size());
        bell.look(Instant.parse("2026-11-21T00:00:00Z"));
        assertEquals("t 2026-11-22", told(ada).get(3));
        bell.look(Instant.parse("2027-01-01T00:00:00Z"), "TUTTI_DUE_SOON_HOURS", "720");
        assertEquals(4, told(ada).size(), "what is long over nobody is told");
    }

    @Test
    @DisplayName("is told again when it is due on another day or somebody else is to do it, never of the same again")
    void changed() {
        Caller cleo = bell.person("cleo");
        add(cleo);
        TaskId task = task("t", bob, TODAY);
        bell.look(NOON);
        edit(task, "{\"dueOn\":\"2026-11-21\"}");
        bell.look(NOON);
        edit(task, "{\"dueOn\":\"2026-11-20\",\"title\":\"the same\"}");
        bell.look(NOON);
        edit(task, "{\"dueOn\":\"2026-12-24\"}");
        bell.look(NOON);
        assertEquals(List.of("t 2026-11-20", "t 2026-11-21"), told(bob));

        edit(task, "{\"dueOn\":\"2026-11-21\",\"assigneeId\":\"" + cleo.id() + "\"}");
        bell.look(NOON);
        edit(task, "{\"assigneeId\":\"" + bob.id() + "\"}");
        bell.look(NOON);
        edit(task, "{\"assigneeId\":null}");
        bell.look(NOON);
        assertEquals(2, told(bob).size());
        assertEquals(List.of("the same 2026-11-21"), told(cleo));
    }

    @Test
    @DisplayName("is told while it lies on the board and is not done")
    void open() {
        TaskId trashed = task("trashed", bob, TODAY);
        TaskId done = task("done", bob, TODAY);
        bell.tasks(t -> t.trash(ada, trashed, IfMatch.ANY));
        bell.tasks(t -> t.move(ada, done, IfMatch.ANY, new MoveTask("done", Optional.empty(), Optional.empty())));
        bell.look(NOON);
        assertEquals(List.of(), told(bob));

        bell.tasks(t -> t.restore(ada, trashed));
        edit(done, "{\"status\":\"doing\"}");
        bell.look(NOON);
        bell.tasks(t -> t.trash(ada, trashed, IfMatch.ANY));
        bell.tasks(t -> t.restore(ada, trashed));
        bell.look(NOON);
        assertEquals(List.of("done 2026-11-20", "trashed 2026-11-20"), sorted(told(bob)));
    }

    @Test
    @DisplayName("is told to members, of a workspace that is there")
    void members() {
        task("t", bob, TODAY);
        bell.office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));
        bell.look(NOON);
        assertEquals(List.of(), told(bob));

        add(bob);
        bell.office.go(desk -> desk.workspaces().delete(ada, workspace, IfMatch.ANY));
        bell.look(NOON);
        assertEquals(List.of(), told(bob));
    }

    @Test
    @DisplayName("is told to whoever was removed when they are back")
    void back() {
        task("t", bob, TODAY);
        bell.office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));
        bell.look(NOON);
        add(bob);
        bell.look(NOON);

        assertEquals(List.of("t 2026-11-20"), told(bob));
    }

    @Test
    @DisplayName("is looked at again when nobody else can change it")
    void staleLook() {
        TaskId task = task("t", bob, TODAY);
        List<DueTask> found = new ArrayList<>();
        bell.look(NOON, due -> {
            found.add(due);
            edit(task, "{\"status\":\"done\"}");
        });
        assertEquals(List.of(new DueTask(task, bob.id(), TODAY)), found);
        assertEquals(List.of(), told(bob));

        edit(task, "{\"status\":\"todo\"}");
        bell.look(NOON, due -> bell.office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY)));
        assertEquals(List.of(), told(bob));
    }

    @Test
    @DisplayName("is told once when several nodes find it at the same time, while others write")
    void manyNodes() {
        for (int i = 0; i < 12; i++) {
            task("t" + i, bob, TODAY);
        }
        CyclicBarrier together = new CyclicBarrier(3);
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 3)
                .mapToObj(node -> CompletableFuture.runAsync(
                        () -> {
                            bell.look(NOON, due -> await(together));
                            task("written meanwhile " + node, bob, TODAY.plusDays(9));
                        },
                        // Each on a thread of its own, because they wait for each other.
                        work -> new Thread(work).start()))
                .toList();
        nodes.forEach(CompletableFuture::join);

        assertEquals(
                IntStream.range(0, 12)
                        .mapToObj(i -> "t" + i + " 2026-11-20")
                        .sorted()
                        .toList(),
                sorted(told(bob)));
        assertEquals(
                LongStream.rangeClosed(1, 1 + 12 + 12 + 3).boxed().toList(),
                bell.inbox(bob).stream().map(Entry::seq).toList());
    }

    @Test
    @DisplayName("is found behind however many others, those among them of which nobody may be told")
    void batches() {
        Caller gone = bell.person("gone");
        add(gone);
        for (int i = 0; i <= DueSoon.BATCH; i++) {
            task("g" + i, gone, TODAY.minusDays(1));
        }
        bell.office.go(desk -> desk.members().remove(ada, workspace, gone.id(), IfMatch.ANY));
        for (int i = 0; i <= DueSoon.BATCH; i++) {
            task("t" + i, ada, TODAY);
        }
        bell.look(NOON);

        assertEquals(DueSoon.BATCH + 1, told(ada).size());
        assertEquals(List.of(), told(gone));
    }

    @Test
    @DisplayName("is told although telling of another one fails; if it is about more than a few, the rest has to wait")
    void faults() {
        task("first", bob, TODAY.minusDays(1));
        task("second", bob, TODAY);
        bell.look(NOON, DueSoonTest::failOnYesterdays);
        assertEquals(List.of("second 2026-11-20"), told(bob));
        bell.look(NOON);
        assertEquals(2, told(bob).size());

        for (int i = 0; i < 5; i++) {
            task("t" + i, bob, TODAY.minusDays(1));
        }
        task("last", bob, TODAY);
        assertThrows(IllegalStateException.class, () -> bell.look(NOON, DueSoonTest::failOnYesterdays));
        assertEquals(2, told(bob).size());
        bell.look(NOON);
        assertEquals(8, told(bob).size());
    }

    @Test
    @DisplayName("is remembered as told for as long as it could be told")
    void forgotten() {
        task("t", bob, TODAY);
        bell.look(NOON);
        assertEquals(1, notices());
        bell.look(NOON.plus(Duration.ofDays(8)));
        assertEquals(1, notices());
        bell.look(NOON.plus(Duration.ofDays(9)));
        assertEquals(0, notices());
        assertEquals(1, told(bob).size());
    }

    private static void failOnYesterdays(DueTask due) {
        if (due.on().isBefore(TODAY)) {
            throw new IllegalStateException("the database is away");
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private long notices() {
        return bell.office.at(desk -> desk.em()
                .createQuery("select count(n) from DueNotice n", Long.class)
                .getSingleResult());
    }

    private void add(Caller person) {
        bell.office.go(desk -> desk.members()
                .add(
                        ada,
                        workspace,
                        new NewMember(Optional.empty(), Optional.of(person.id().value()), Role.MEMBER.wire())));
    }

    private TaskId task(String title, Caller assignee, LocalDate due) {
        String fields = "'title':'%s','assigneeId':'%s','dueOn':'%s'".formatted(title, assignee.id(), due);
        return new TaskId(
                workspace,
                bell.tasks(t -> t.create(ada, workspace, Team.asked(fields)))
                        .value()
                        .id());
    }

    private void edit(TaskId task, String patch) {
        bell.tasks(t -> t.edit(ada, task, IfMatch.ANY, StrictJson.object(patch)));
    }

    /** @return what they were told to be due, and when, in the order in which they were told */
    private List<String> told(Caller person) {
        List<String> told = new ArrayList<>();
        for (NotificationView view : bell.list(person).items()) {
            if (view.kind() == Kind.DUE_SOON) {
                told.add(view.title().orElseThrow() + " " + view.dueOn().orElseThrow());
            }
        }
        Collections.reverse(told);
        return told;
    }

    private static List<String> sorted(List<String> told) {
        return told.stream().sorted().toList();
    }
}
