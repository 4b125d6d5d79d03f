package dev.tutti.work.task;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.work.workspace.Role;
import jakarta.json.JsonValue;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Tasks")
class TasksTest {
    private static final TaskFilter TRASH = TaskFilter.BOARD.inTrash();

    private final Team team = new Team();

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    @DisplayName("all but guests write, all members read, and strangers find nothing")
    void roles() {
        Map<String, Caller> callers = Map.of(
                "owner", team.ada,
                "admin", team.office.member(team.workspace, team.ada, "alan", Role.ADMIN),
                "member", team.office.member(team.workspace, team.ada, "mary", Role.MEMBER),
                "guest", team.office.member(team.workspace, team.ada, "gus", Role.GUEST),
                "stranger", team.office.person("eve"));
        UUID task = team.task("there");
        List<Executable> cells = new ArrayList<>();
        callers.forEach((role, caller) -> {
            String reading = role.equals("stranger") ? "not_found" : "done";
            String writing = role.equals("guest") ? "forbidden" : reading;
            cells.add(() -> assertEquals(reading, outcome(t -> t.find(caller, team.id(task))), role));
            cells.add(() -> assertEquals(
                    reading,
                    outcome(t -> t.list(caller, team.workspace, TaskFilter.BOARD, PageRequest.parse(null, null))),
                    role));
            cells.add(() -> assertEquals(
                    writing, outcome(t -> t.create(caller, team.workspace, Team.asked("'title':'x'"))), role));
            cells.add(() -> assertEquals(
                    writing,
                    outcome(t -> t.edit(caller, team.id(task), IfMatch.ANY, JsonValue.EMPTY_JSON_OBJECT)),
                    role));
            cells.add(() -> assertEquals(
                    writing,
                    outcome(t -> t.move(
                            caller,
                            team.id(task),
                            IfMatch.ANY,
                            new MoveTask("todo", Optional.empty(), Optional.empty()))),
                    role));
            cells.add(() -> assertEquals(writing, outcome(t -> t.trash(caller, team.id(task), IfMatch.ANY)), role));
            cells.add(() -> assertEquals(writing, outcome(t -> t.restore(caller, team.id(task))), role));
        });
        assertAll(cells);
    }

    @Test
    @DisplayName("a task is not found through another workspace, and its id may be used there again")
    void foreignIds() {
        UUID task = team.task("mine");
        UUID elsewhere = team.office.workspace(team.ada);

        assertEquals("not_found", outcome(t -> t.find(team.ada, new TaskId(elsewhere, task))));
        assertEquals(
                "done", outcome(t -> t.create(team.ada, elsewhere, Team.asked("'id':'" + task + "','title':'x'"))));
        assertEquals(
                "conflict",
                outcome(t -> t.create(team.ada, team.workspace, Team.asked("'id':'" + task + "','title':'x'"))));
    }

    @Test
    @DisplayName("the event of a creation shows the task as it is then found")
    void creation() {
        UUID task = team.create("'title':'x','labels':['b','a'],'checklist':[{'text':'one','done':true}],"
                + "'priority':'urgent','dueOn':'2026-02-28','description':'long'");
        TaskView view = team.tasks(tasks -> tasks.find(team.ada, team.id(task)));

        assertEquals(List.of("b", "a"), view.labels());
        assertEquals(List.of(new ChecklistItem("one", true)), view.checklist());
        assertEquals(JsonText.of(view), team.last().what().payload());
    }

    @Test
    @DisplayName("an edit tells the fields that have changed and no others; null clears")
    void editing() {
        UUID task = team.create("'title':'x','dueOn':'2026-02-28','priority':'high','labels':['a']");
        team.edit(task, IfMatch.ANY, "'title':'x','dueOn':null,'priority':null,'labels':['b'],'version':77,'id':'y'");

        assertEquals(
                "{\"changes\":{\"dueOn\":null,\"labels\":[\"b\"],\"priority\":\"normal\"},\"id\":\"" + task
                        + "\",\"version\":2}",
                team.last().what().payload());
        Entry before = team.last();
        assertEquals(
                before.position(),
                team.edit(task, IfMatch.ANY, "'title':'x','other':1").position());
        assertEquals(before, team.last(), "no change, no news");
        assertThrows(ConstraintViolationException.class, () -> team.edit(task, IfMatch.ANY, "'title':null"));
    }

    @Test
    @DisplayName("edits of different fields merge; of the same field the second is refused with the fields named")
    void merging() {
        UUID task = team.task("x");
        IfMatch seen = IfMatch.parse("\"1\"");
        team.edit(task, seen, "'title':'y','priority':'low'");
        team.edit(task, seen, "'description':'merged'");

        Problem.StaleVersion stale = assertThrows(
                Problem.StaleVersion.class, () -> team.edit(task, seen, "'title':'z','labels':['l'],'priority':'low'"));

        assertEquals(3, stale.current());
        assertEquals(
                List.of("priority", "title"),
                stale.errors().stream().map(error -> error.field()).toList());
        TaskView now = team.tasks(tasks -> tasks.find(team.ada, team.id(task)));
        assertEquals("y", now.title());
        assertEquals(Optional.of("merged"), now.description());
        assertEquals("stale_version", outcome(t -> t.trash(team.ada, team.id(task), seen)));
        assertEquals("stale_version", outcome(t -> t.trash(team.ada, team.id(task), IfMatch.parse("\"9\""))));
        assertEquals("done", outcome(t -> t.trash(team.ada, team.id(task), IfMatch.parse("\"3\""))));
    }

    @Test
    @DisplayName("of two edits with the same ETag at the same time one wins, and there is one event")
    void racingEdits() {
        for (int round = 0; round < 10; round++) {
            UUID task = team.task("x");
            int told = team.told().size();
            List<CompletableFuture<String>> racers = List.of("'title':'a'", "'title':'b'").stream()
                    .map(patch -> CompletableFuture.supplyAsync(() -> raced(task, patch)))
                    .toList();

            assertEquals(
                    Set.of("done", "stale_version"),
                    Set.of(racers.get(0).join(), racers.get(1).join()));
            assertEquals(told + 1, team.told().size());
        }
    }

    private String raced(UUID task, String patch) {
        try {
            team.edit(task, IfMatch.parse("\"1\""), patch);
            return "done";
        } catch (Problem problem) {
            return problem.code().wire();
        }
    }

    @Test
    @DisplayName("a second move with the same ETag is refused, an edit of the title is not")
    void racingMoves() {
        UUID one = team.task("one");
        team.task("two");
        team.move(one, "todo", Optional.empty(), Optional.empty());

        assertEquals(
                "stale_version",
                outcome(t -> t.move(
                        team.ada,
                        team.id(one),
                        IfMatch.parse("\"1\""),
                        new MoveTask("doing", Optional.empty(), Optional.empty()))));
        team.edit(one, IfMatch.parse("\"1\""), "'title':'uno'");
    }

    @Test
    @DisplayName("a task is assigned to members only, and keeps its assignee when they have left")
    void assigning() {
        Caller bob = team.office.member(team.workspace, team.ada, "bob", Role.GUEST);
        Caller eve = team.office.person("eve");
        UUID task = team.create("'title':'x','assigneeId':'" + bob.id() + "'");

        Problem.Invalid refusal = assertThrows(
                Problem.Invalid.class, () -> team.edit(task, IfMatch.ANY, "'assigneeId':'" + eve.id() + "'"));
        assertEquals("assigneeId", refusal.errors().get(0).field());
        team.office.go(desk -> desk.members().remove(team.ada, team.workspace, bob.id(), IfMatch.ANY));
        team.edit(task, IfMatch.ANY, "'title':'y'");
    }

    @Test
    @DisplayName("a task in the trash is found there alone, the newest first, and comes back to the end of its column")
    void trash() {
        UUID one = team.task("one");
        UUID two = team.task("two");
        team.task("three");
        team.trash(one);
        team.trash(two);

        assertEquals(List.of("three"), team.titles(TaskFilter.BOARD));
        assertEquals(Set.of("one", "two"), Set.copyOf(team.titles(TRASH)));
        assertEquals(team.list(TRASH), team.pages(TRASH, 1));
        assertEquals("not_found", outcome(t -> t.find(team.ada, team.id(one))));
        assertEquals(
                "not_found", outcome(t -> t.edit(team.ada, team.id(one), IfMatch.ANY, JsonValue.EMPTY_JSON_OBJECT)));
        assertEquals("not_found", outcome(t -> t.trash(team.ada, team.id(one), IfMatch.ANY)));

        team.tasks(tasks -> tasks.restore(team.ada, team.id(one)));
        Entry restored = team.last();
        team.tasks(tasks -> tasks.restore(team.ada, team.id(one)));

        assertEquals("task:restored", restored.what().type());
        assertEquals(restored, team.last(), "once is enough");
        assertEquals(List.of("three", "one"), team.titles(TaskFilter.BOARD));
    }

    private String outcome(Consumer<Tasks> work) {
        return team.office.outcome(desk -> work.accept(Team.tasks(desk)));
    }
}
