package dev.tutti.work.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.work.workspace.Role;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An agenda")
class AgendaTest {
    private final Team team = new Team();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    @DisplayName("has the tasks of all of a person's workspaces, what is due first before what is due later or never")
    void order() {
        UUID second = team.office.workspace(team.ada);
        team.create("'title':'never'");
        team.create("'title':'later','dueOn':'2999-01-01'");
        create(second, "'title':'overdue','dueOn':'2001-01-01'");
        create(second, "'title':'soon','dueOn':'2998-12-31'");
        team.trash(team.task("thrown away"));

        assertEquals(List.of("overdue", "soon", "later", "never"), titles(team.ada, ""));
    }

    @Test
    @DisplayName("means whoever asks by me, and has nothing of workspaces that are not theirs")
    void mine() {
        Caller bob = team.office.member(team.workspace, team.ada, "bob", Role.GUEST);
        Caller eve = team.office.person("eve");
        team.create("'title':'for ada','assigneeId':'" + team.ada.id() + "'");
        team.create("'title':'for bob','assigneeId':'" + bob.id() + "'");
        create(team.office.workspace(team.ada), "'title':'elsewhere','assigneeId':'" + team.ada.id() + "'");

        assertEquals(List.of("for bob"), titles(bob, "'assignee':'me'"));
        assertEquals(2, titles(team.ada, "'assignee':'me'").size());
        assertEquals(List.of("for ada"), titles(bob, "'assignee':'" + team.ada.id() + "'"));
        assertEquals(List.of(), titles(eve, ""));
        assertThrows(
                Problem.NotFound.class,
                () -> page(eve, Optional.of(team.workspace), "", PageRequest.parse(null, null)));
    }

    @Test
    @DisplayName("is narrowed by what is due within some days, and to what is still open")
    void dueAndOpen() {
        team.create("'title':'overdue','dueOn':'" + today.minusDays(40) + "'");
        team.create("'title':'in a week','dueOn':'" + today.plusDays(7) + "'");
        team.create("'title':'in a month','dueOn':'" + today.plusDays(30) + "','status':'done'");
        team.create("'title':'never'");

        assertEquals(List.of("overdue"), titles(team.ada, "'dueWithin':5"));
        assertEquals(List.of("overdue", "in a week", "in a month"), titles(team.ada, "'dueWithin':31"));
        assertEquals(List.of("overdue", "in a week"), titles(team.ada, "'dueWithin':31,'open':true"));
        assertEquals(List.of("overdue", "in a week", "never"), titles(team.ada, "'open':true"));
        assertEquals(List.of("in a month"), titles(team.ada, "'open':false,'status':'done'"));
    }

    @Test
    @DisplayName("is the same by pages of any size")
    void pages() {
        UUID second = team.office.workspace(team.ada);
        for (int i = 0; i < 20; i++) {
            String due = i % 4 == 0 ? "" : ",'dueOn':'" + (i % 5 == 0 ? 1500 : 2500) + "-01-0" + (1 + i % 3) + "'";
            create(i % 2 == 0 ? second : team.workspace, "'title':'t" + i + "'" + due);
        }
        List<String> whole = titles(team.ada, "");
        assertEquals(20, whole.size());
        for (int limit : List.of(1, 3, 19, 20)) {
            List<String> seen = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                Page<TaskView> page = page(team.ada, Optional.empty(), "", new PageRequest(limit, next));
                page.items().forEach(task -> seen.add(task.title()));
                next = page.next();
            } while (next.isPresent());
            assertEquals(whole, seen);
        }
    }

    @Test
    @DisplayName("is refused by the name of the condition that cannot be")
    void refused() {
        for (String wrong : List.of("'assignee':'you'", "'dueWithin':-1", "'dueWithin':3661")) {
            String field = wrong.substring(1, wrong.indexOf('\'', 1));
            Problem.Invalid refused = assertThrows(Problem.Invalid.class, () -> titles(team.ada, wrong));
            assertEquals(field, refused.errors().get(0).field());
        }
    }

    private void create(UUID workspace, String fields) {
        team.tasks(tasks -> tasks.create(team.ada, workspace, Team.asked(fields)));
    }

    private List<String> titles(Caller caller, String conditions) {
        return page(caller, Optional.empty(), conditions, PageRequest.parse(null, null)).items().stream()
                .map(TaskView::title)
                .toList();
    }

    private Page<TaskView> page(Caller caller, Optional<UUID> workspace, String conditions, PageRequest request) {
        TaskConditions asked = JsonText.read("{" + conditions.replace('\'', '"') + "}", TaskConditions.class);
        return team.tasks(tasks -> tasks.agenda(caller, workspace, asked, request));
    }
}
