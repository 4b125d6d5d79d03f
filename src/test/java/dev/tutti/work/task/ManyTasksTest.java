package dev.tutti.work.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.journal.Bulk;
import dev.tutti.journal.Entry;
import dev.tutti.work.workspace.Membership;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many tasks at once")
class ManyTasksTest {
    private final Team team = new Team();

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    @DisplayName("lie at the ends of their columns in the order in which they were asked for")
    void order() {
        team.task("first");
        team.create("'title':'old','status':'doing'");

        create("'title':'b'", "'title':'x','status':'doing'", "'title':'a'");

        assertEquals(List.of("old", "x", "first", "b", "a"), team.titles(TaskFilter.BOARD));
    }

    @Test
    @DisplayName("are told in bulks that stand next to each other, and a client that folds them has the board")
    void told() {
        Whiteboard whiteboard = new Whiteboard();
        team.told().forEach(whiteboard::hear);
        int before = team.told().size();

        List<Integer> progress = create(IntStream.range(0, 1_200)
                .mapToObj(i -> "'title':'" + i + "','status':'s" + i % 3 + "'")
                .toArray(String[]::new));

        List<Entry> told = team.told().subList(before, team.told().size());
        assertTrue(told.size() > 1, told.size() + " parts");
        assertEquals(
                Set.of(Bulk.TYPE),
                Set.copyOf(told.stream().map(entry -> entry.what().type()).toList()));
        told.forEach(whiteboard::hear);
        assertEquals(team.list(TaskFilter.BOARD).stream().map(Whiteboard::json).toList(), whiteboard.shown());
        assertEquals(List.of(500, 1_000, 1_200), progress);
    }

    @Test
    @DisplayName("are asked for by ids of which it is known which are taken, by what lies in the trash too")
    void taken() {
        UUID there = team.task("there");
        UUID trashed = team.task("trashed");
        team.trash(trashed);
        List<UUID> asked = new ArrayList<>(List.of(there, trashed));
        IntStream.range(0, 1_000).forEach(i -> asked.add(UuidCreator.getTimeOrderedEpoch()));

        assertEquals(Set.of(there, trashed), many((many, membership) -> many.taken(membership, asked)));
    }

    private List<Integer> create(String... fields) {
        List<Integer> progress = new ArrayList<>();
        List<NewTask> asked = List.of(fields).stream().map(Team::asked).toList();
        many((many, membership) -> many.create(membership, asked, progress::add));
        return progress;
    }

    private <T> T many(BiFunction<ManyTasks, Membership, T> work) {
        return team.office.at(desk -> {
            ManyTasks many = new ManyTasks();
            many.em = desk.em();
            many.journal = desk.journal();
            many.clock = Clock.systemUTC();
            return work.apply(many, desk.access().writing(team.ada, team.workspace));
        });
    }
}
