package dev.tutti.work.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Board")
class BoardTest {
    private static final List<String> COLUMNS = List.of("todo", "doing", "done");

    private final Team team = new Team();

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    @DisplayName("a task goes before, after or behind all others, and the event names the task that it follows")
    void moves() {
        UUID one = team.task("one");
        UUID two = team.task("two");
        UUID three = team.task("three");

        team.move(three, "todo", Optional.of(one), Optional.empty());
        assertEquals(List.of("three", "one", "two"), team.titles(TaskFilter.BOARD));
        assertTrue(team.last().what().payload().contains("\"after\":null"), "it lies first");

        team.move(three, "todo", Optional.empty(), Optional.of(one));
        assertEquals(List.of("one", "three", "two"), team.titles(TaskFilter.BOARD));
        assertEquals(
                "{\"after\":\"" + one + "\",\"id\":\"" + three + "\",\"status\":\"todo\",\"version\":3}",
                team.last().what().payload());

        team.move(one, "todo", Optional.empty(), Optional.empty());
        assertEquals(List.of("three", "two", "one"), team.titles(TaskFilter.BOARD));

        team.move(two, "doing", Optional.empty(), Optional.empty());
        assertEquals(List.of("two", "three", "one"), team.titles(TaskFilter.BOARD), "by column, then by place");
    }

    @Test
    @DisplayName("a move to where the task lies is no news, however it is said")
    void noMove() {
        UUID one = team.task("one");
        UUID two = team.task("two");
        UUID three = team.task("three");
        int told = team.told().size();

        team.move(two, "todo", Optional.of(three), Optional.empty());
        team.move(two, "todo", Optional.empty(), Optional.of(one));
        team.move(three, "todo", Optional.empty(), Optional.empty());
        team.move(one, "todo", Optional.of(two), Optional.empty());

        assertEquals(told, team.told().size());
        assertEquals(
                team.last().position(),
                team.move(one, "todo", Optional.of(two), Optional.empty()).position());
    }

    @Test
    @DisplayName("the neighbour must be another live task of that column and workspace, and only one may be named")
    void neighbours() {
        UUID one = team.task("one");
        UUID two = team.task("two");
        UUID trashed = team.task("trashed");
        team.trash(trashed);
        UUID elsewhere = team.office.workspace(team.ada);
        UUID foreign = team.tasks(tasks -> tasks.create(team.ada, elsewhere, Team.asked("'title':'foreign'")))
                .value()
                .id();

        for (UUID neighbour : List.of(one, trashed, foreign, UUID.randomUUID())) {
            assertEquals("before", refused(one, "todo", Optional.of(neighbour), Optional.empty()));
            assertEquals("after", refused(one, "todo", Optional.empty(), Optional.of(neighbour)));
        }
        assertEquals("after", refused(one, "doing", Optional.empty(), Optional.of(two)));
        assertEquals("before", refused(one, "todo", Optional.of(two), Optional.of(two)));
    }

    private String refused(UUID task, String status, Optional<UUID> before, Optional<UUID> after) {
        Problem.Invalid refusal = assertThrows(Problem.Invalid.class, () -> team.move(task, status, before, after));
        return refusal.errors().get(0).field();
    }

    @Test
    @DisplayName("a gap that is used up is made anew, and nobody need be told")
    void spreading() {
        UUID first = team.task("first");
        team.task("last");
        Random random = new Random(1);
        List<UUID> between = new ArrayList<>(
                IntStream.range(0, 5).mapToObj(i -> team.task("t" + i)).toList());
        for (int i = 0; i < 100; i++) {
            UUID next = between.get(random.nextInt(between.size()));
            team.move(next, "todo", Optional.empty(), Optional.of(first));
        }
        assertFolds("seed 1");
    }

    @Test
    @DisplayName("whatever is done by several at once, a client that folds the events has exactly the board")
    void foldsToTheList() {
        long seed = System.nanoTime();
        List<CompletableFuture<Integer>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.supplyAsync(() -> scribble(new Random(seed + writer), 150)))
                .toList();
        int done = writers.stream().mapToInt(CompletableFuture::join).sum();

        assertTrue(done > 300, "most of it was possible, seed " + seed);
        assertFolds("seed " + seed);
    }

    /** @return how many of the writes were let through */
    private int scribble(Random random, int times) {
        List<UUID> mine = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < times; i++) {
            try {
                scribbleOnce(random, mine);
                done++;
            } catch (Problem.Invalid | Problem.NotFound refused) {
                // The neighbour lies in another column, or the task in the trash: so it is with people too.
            }
        }
        return done;
    }

    private void scribbleOnce(Random random, List<UUID> mine) {
        String status = COLUMNS.get(random.nextInt(COLUMNS.size()));
        int what = random.nextInt(20);
        if (mine.size() < 5 || what == 0) {
            mine.add(team.create("'title':'t','status':'" + status + "'"));
            return;
        }
        UUID task = mine.get(random.nextInt(mine.size()));
        List<TaskView> all = what < 14 ? team.list(TaskFilter.BOARD) : List.of();
        if (what < 14) {
            // Mostly in front of the first few, so that gaps are used up quickly.
            TaskView neighbour = all.get(random.nextInt(Math.min(4, all.size())));
            Optional<UUID> id = Optional.of(neighbour.id());
            boolean before = random.nextBoolean();
            team.move(task, neighbour.status(), before ? id : Optional.empty(), before ? Optional.empty() : id);
        } else if (what < 16) {
            team.edit(task, IfMatch.ANY, "'status':'" + status + "','title':'t" + what + "','dueOn':null");
        } else if (what < 17) {
            team.edit(task, IfMatch.ANY, "'labels':['" + random.nextInt(3) + "'],'dueOn':'2026-12-24'");
        } else if (what < 18) {
            team.trash(task);
        } else {
            team.tasks(tasks -> tasks.restore(team.ada, team.id(task)));
        }
    }

    private void assertFolds(String seed) {
        Whiteboard whiteboard = new Whiteboard();
        team.told().forEach(whiteboard::hear);
        List<JsonObject> listed =
                team.pages(TaskFilter.BOARD, 3).stream().map(Whiteboard::json).toList();
        assertEquals(listed, whiteboard.shown(), seed);
    }
}
