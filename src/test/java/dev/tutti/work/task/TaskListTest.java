package dev.tutti.work.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.workspace.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Task list")
class TaskListTest {
    private final Team team = new Team();

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    @DisplayName("the trash is asked for by true or false and by no other word")
    void strictTrashed() {
        assertTrue(TaskQuery.truth("trashed", "true"));
        assertFalse(TaskQuery.truth("trashed", "false"));
        for (String other : List.of("", "yes", "TRUE", "1")) {
            assertThrows(Problem.Invalid.class, () -> TaskQuery.truth("trashed", other), other);
        }
    }

    @Test
    @DisplayName("the text looked for means itself: percent signs, underscores, quotes and all")
    void texts() {
        team.create("'title':'Half is 50%'");
        team.create("'title':'snake_case'");
        team.create("'title':'plain','description':'she said \\'Boo!\\' [x]'".replace("\\'", "\\u0022"));
        team.create("'title':'it\\u0027s; drop table task --'");

        assertEquals(List.of("Half is 50%"), found("50%"));
        assertEquals(List.of("Half is 50%"), found("%"));
        assertEquals(List.of("snake_case"), found("_"));
        assertEquals(List.of(), found("s%k"));
        assertEquals(List.of("plain"), found("\"boo!\""));
        assertEquals(List.of("it's; drop table task --"), found("'S; DROP"));
        assertEquals(4, found("").size());
        assertEquals("bad_text", code(() -> text("\u0000")));
        assertEquals("bad_value", code(() -> text("x".repeat(201))));
    }

    @Test
    @DisplayName("status, assignee and label narrow the list, all together")
    void filters() {
        Caller bob = team.office.member(team.workspace, team.ada, "bob", Role.MEMBER);
        team.create("'title':'one','labels':['a b','c']");
        team.create("'title':'two','labels':['a'],'status':'done','assigneeId':'" + bob.id() + "'");
        team.create("'title':'three','labels':['%'],'status':'done'");

        assertEquals(List.of("two"), team.titles(filter(null, null, "a")), "a whole label, not part of one");
        assertEquals(List.of("three"), team.titles(filter(null, null, "%")));
        assertEquals(List.of("two", "three"), team.titles(filter("done", null, null)));
        assertEquals(List.of("two"), team.titles(filter(null, bob.id().value(), null)));
        assertEquals(List.of("two"), team.titles(filter("done", bob.id().value(), "a")));
        assertEquals(List.of(), team.titles(filter("done' or 'a'='a", null, null)));
    }

    @Test
    @DisplayName("the pages together are the list, whatever their size")
    void pages() {
        for (int i = 0; i < 23; i++) {
            team.create("'title':'t" + i + "','status':'"
                    + List.of("b-1", "a", "b_1").get(i % 3) + "'");
        }
        List<TaskView> whole = team.list(TaskFilter.BOARD);
        assertEquals(23, whole.size());
        for (int limit : List.of(1, 2, 7, 22, 23)) {
            assertEquals(whole, team.pages(TaskFilter.BOARD, limit));
        }
    }

    @Test
    @DisplayName("what nobody touches is shown exactly once, also when its column is laid out anew between two pages")
    void pagesWhileOthersMove() {
        List<UUID> resting = new ArrayList<>();
        UUID first = team.task("first");
        for (int i = 0; i < 10; i++) {
            resting.add(team.task("t" + i));
        }
        UUID restless = team.task("restless");
        UUID other = team.task("other");
        List<UUID> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<TaskView> page = team.page(TaskFilter.BOARD, 3, next);
            page.items().forEach(task -> seen.add(task.id()));
            next = page.next();
            for (int i = 0; i < 25; i++) {
                team.move(i % 2 == 0 ? restless : other, "todo", Optional.empty(), Optional.of(first));
            }
        } while (next.isPresent());

        seen.retainAll(resting);
        assertEquals(resting, seen);
        assertEquals(Set.copyOf(resting), new HashSet<>(seen));
    }

    @Test
    @DisplayName("a cursor of another workspace, of the trash or of somebody's imagination is refused")
    void foreignCursors() {
        team.task("one");
        team.task("two");
        UUID elsewhere = team.office.workspace(team.ada);
        String cursor = team.page(TaskFilter.BOARD, 1, Optional.empty()).next().orElseThrow();
        TaskFilter trash = TaskFilter.BOARD.inTrash();

        assertEquals("bad_value", code(() -> team.page(trash, 1, Optional.of(cursor))));
        assertEquals("bad_value", code(() -> team.page(TaskFilter.BOARD, 1, Optional.of("garbled"))));
        assertEquals("bad_value", code(() -> team.page(TaskFilter.BOARD, 1, Optional.of(cursor + "!"))));
        assertEquals(
                "bad_value",
                code(() -> team.tasks(tasks ->
                        tasks.list(team.ada, elsewhere, TaskFilter.BOARD, new PageRequest(1, Optional.of(cursor))))));
        team.edit(team.list(TaskFilter.BOARD).get(0).id(), IfMatch.ANY, "'status':'done'");
        assertEquals(
                1,
                team.page(TaskFilter.BOARD, 5, Optional.of(cursor)).items().size(),
                "the place stays, though the task has left it");
    }

    private List<String> found(String text) {
        return team.titles(text(text));
    }

    private static TaskFilter text(String text) {
        TaskFilter all = TaskFilter.BOARD;
        return new TaskFilter(
                all.status(), all.assignee(), all.label(), Optional.of(text), all.dueBy(), all.open(), all.trashed());
    }

    private static TaskFilter filter(String status, UUID assignee, String label) {
        TaskFilter all = TaskFilter.BOARD;
        return new TaskFilter(
                Optional.ofNullable(status),
                Optional.ofNullable(assignee),
                Optional.ofNullable(label),
                all.text(),
                all.dueBy(),
                all.open(),
                all.trashed());
    }

    private static String code(Executable work) {
        return assertThrows(Problem.class, work).code().wire();
    }
}
