package dev.tutti.work.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.comment.Discussion;
import dev.tutti.work.comment.NewComment;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A task is watched")
class WatchesTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);
    private final Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);
    private final Caller gus = office.member(workspace, ada, "gus", Role.GUEST);

    @BeforeEach
    void listen() {
        for (Caller person : List.of(ada, bob, gus)) {
            office.go(desk -> desk.journal().open(StreamId.inbox(person.id())));
        }
        office.hears((desk, told) -> Watching.at(desk).accept(told));
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("by whoever creates it, is given it, or comments on it")
    void byItself() {
        TaskId task = task("'title':'x'");
        assertEquals(Set.of(ada.id()), watchers(task));

        comment(task, bob);
        comment(task, bob);
        assertEquals(Set.of(ada.id(), bob.id()), watchers(task));

        edit(task, "{\"assigneeId\":\"" + gus.id() + "\"}");
        assertEquals(Set.of(ada.id(), bob.id(), gus.id()), watchers(task));
        assertEquals(Set.of(ada.id(), bob.id()), watchers(task("'title':'y','assigneeId':'" + bob.id() + "'")));
    }

    @Test
    @DisplayName("until they stop, which nothing but themselves undoes")
    void stopped() {
        TaskId task = task("'title':'x'");
        watch(ada, task, false);
        watch(bob, task, false);

        comment(task, ada);
        edit(task, "{\"assigneeId\":\"" + bob.id() + "\"}");
        assertEquals(Set.of(), watchers(task));
        assertEquals(false, find(bob, task).watching());

        watch(bob, task, true);
        assertEquals(Set.of(bob.id()), watchers(task));
        assertEquals(true, find(bob, task).watching());
    }

    @Test
    @DisplayName("by any member who wants to, guests included, which only their own devices hear")
    void byWill() {
        TaskId task = task("'title':'x'");
        long end = office.told(workspace).size();

        assertEquals(
                new WatchView(workspace, task.id(), true),
                watch(gus, task, true).value());
        Written<WatchView> again = watch(gus, task, true);

        List<Entry> inbox = office.at(desk -> Journals.reading(desk.em()).after(StreamId.inbox(gus.id()), 0, 10));
        assertEquals(1, inbox.size(), "what is so already is not told");
        assertEquals("task:watch", inbox.get(0).what().type());
        assertEquals(
                StrictJson.object(
                        "{\"workspaceId\":\"%s\",\"taskId\":\"%s\",\"watching\":true}".formatted(workspace, task.id())),
                StrictJson.object(inbox.get(0).what().payload()));
        assertEquals(inbox.get(0).position(), again.position());
        assertEquals(end, office.told(workspace).size());
    }

    @Test
    @DisplayName("by no stranger, and not in the trash")
    void nobody() {
        TaskId task = task("'title':'x'");
        Caller eve = office.person("eve");
        assertThrows(Problem.NotFound.class, () -> watch(eve, task, true));
        assertThrows(Problem.NotFound.class, () -> find(eve, task));

        office.at(desk -> Team.tasks(desk).trash(ada, task, IfMatch.ANY));
        assertThrows(Problem.NotFound.class, () -> watch(ada, task, true));
        assertThrows(Problem.NotFound.class, () -> find(ada, task));
    }

    private TaskId task(String fields) {
        return new TaskId(
                workspace,
                office.at(desk -> Team.tasks(desk).create(ada, workspace, Team.asked(fields)))
                        .value()
                        .id());
    }

    private void edit(TaskId task, String patch) {
        office.at(desk -> Team.tasks(desk).edit(ada, task, IfMatch.ANY, StrictJson.object(patch)));
    }

    private void comment(TaskId task, Caller caller) {
        office.at(desk -> Discussion.comments(desk).create(caller, task, new NewComment(Optional.empty(), "x")));
    }

    private <T> T watches(Function<Watches, T> work) {
        return office.at(desk -> work.apply(Watching.watches(desk)));
    }

    private Written<WatchView> watch(Caller caller, TaskId task, boolean wanted) {
        return watches(w -> w.watch(caller, task, wanted));
    }

    private WatchView find(Caller caller, TaskId task) {
        return watches(w -> w.find(caller, task));
    }

    private Set<UserId> watchers(TaskId task) {
        return watches(w -> w.of(task)).stream().collect(Collectors.toSet());
    }
}
