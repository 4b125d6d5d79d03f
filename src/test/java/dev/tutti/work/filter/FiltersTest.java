package dev.tutti.work.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.database.StableViews;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A filter")
class FiltersTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);
    private final Caller bob = office.member(workspace, ada, "bob", Role.GUEST);
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void openInboxes() {
        for (Caller person : List.of(ada, bob)) {
            office.go(desk -> desk.journal().open(StreamId.inbox(person.id())));
        }
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName(
            "is kept, listed by name and shown with all that was said; its person's devices are told, once each time")
    void kept() {
        Written<FilterView> saved = save(ada, id, "'name':'Z','conditions':{'open':true,'q':'pump','dueWithin':3}");
        UUID other = UUID.randomUUID();
        save(ada, other, "'name':'A','workspaceId':'" + workspace + "','conditions':{'assignee':'me','label':'x'}");
        Written<FilterView> again = save(ada, id, "'name':'Z','conditions':{'open':true,'q':'pump','dueWithin':3}");

        Filters.Listed listed = filters(filters -> filters.list(ada));
        assertEquals(
                List.of("A", "Z"),
                listed.filters().stream().map(FilterView::name).toList());
        assertEquals(saved.value(), listed.filters().get(1));
        assertEquals(saved.value(), filters(filters -> filters.find(ada, id)));
        assertEquals(Optional.of("pump"), saved.value().conditions().q());
        assertEquals(Optional.of(3), saved.value().conditions().dueWithin());
        assertEquals(List.of("filter:saved", "filter:saved"), told(ada));
        assertEquals(listed.position(), again.position(), "what is so already is not told again");
    }

    @Test
    @DisplayName("is its person's alone")
    void ofOne() {
        save(ada, id, "'name':'Mine','conditions':{}");

        assertEquals(List.of(), filters(filters -> filters.list(bob)).filters());
        assertThrows(Problem.NotFound.class, () -> filters(filters -> filters.find(bob, id)));
        assertThrows(Problem.NotFound.class, () -> filters(filters -> filters.delete(bob, id, IfMatch.ANY)));
        save(bob, id, "'name':'Also mine','conditions':{}");
        assertEquals("Mine", filters(filters -> filters.find(ada, id)).name());
    }

    @Test
    @DisplayName("shows the tasks that fit whoever asks, and of a workspace that is theirs no more nothing at all")
    void shows() {
        office.go(desk -> Team.tasks(desk)
                .create(ada, workspace, Team.asked("'title':'Bob\\u0027s','assigneeId':'" + bob.id() + "'")));
        office.go(desk -> Team.tasks(desk).create(ada, workspace, Team.asked("'title':'Nobody\\u0027s'")));
        save(bob, id, "'name':'Mine','workspaceId':'" + workspace + "','conditions':{'assignee':'me'}");
        assertEquals(List.of("Bob's"), tasks(bob));

        office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));
        assertThrows(Problem.NotFound.class, () -> tasks(bob));
    }

    @Test
    @DisplayName("is changed and deleted only as the version that was seen, where one is named")
    void versions() {
        IfMatch first = seen(save(ada, id, "'name':'One','conditions':{}"));
        IfMatch second = seen(save(ada, id, first, "'name':'Two','conditions':{}"));

        assertThrows(Problem.StaleVersion.class, () -> save(ada, id, first, "'name':'Three','conditions':{}"));
        assertThrows(Problem.StaleVersion.class, () -> filters(filters -> filters.delete(ada, id, first)));
        assertThrows(
                Problem.StaleVersion.class,
                () -> save(ada, UUID.randomUUID(), first, "'name':'Nothing','conditions':{}"),
                "what is not there has no version");
        filters(filters -> filters.delete(ada, id, second));
        assertEquals(List.of("filter:saved", "filter:saved", "filter:deleted"), told(ada));
    }

    @Test
    @DisplayName("is one of a bounded number")
    void bounded() {
        save(ada, id, "'name':'1','conditions':{}");
        save(ada, UUID.randomUUID(), "'name':'2','conditions':{}");

        assertThrows(Problem.TooMuch.class, () -> save(ada, UUID.randomUUID(), "'name':'3','conditions':{}"));
        save(ada, id, "'name':'changed','conditions':{}");
        save(bob, UUID.randomUUID(), "'name':'of another','conditions':{}");
    }

    @Test
    @DisplayName("that could not be used is not kept")
    void impossible() {
        assertThrows(Problem.Invalid.class, () -> save(ada, id, "'name':'x','conditions':{'assignee':'you'}"));
        assertEquals(List.of(), told(ada));
    }

    private static IfMatch seen(Written<FilterView> written) {
        return IfMatch.parse("\"" + written.value().version() + "\"");
    }

    private List<String> tasks(Caller caller) {
        return filters(filters -> filters.tasks(caller, id, PageRequest.parse(null, null))).items().stream()
                .map(TaskView::title)
                .toList();
    }

    private Written<FilterView> save(Caller caller, UUID filter, String fields) {
        return save(caller, filter, IfMatch.ANY, fields);
    }

    private Written<FilterView> save(Caller caller, UUID filter, IfMatch match, String fields) {
        NewFilter asked = JsonText.read("{" + fields.replace('\'', '"') + "}", NewFilter.class);
        return filters(filters -> filters.save(caller, filter, match, asked));
    }

    private List<String> told(Caller caller) {
        return office.at(desk -> Journals.reading(desk.em()).after(StreamId.inbox(caller.id()), 0, 100)).stream()
                .map(Entry::what)
                .map(Entry.Happening::type)
                .toList();
    }

    private <T> T filters(Function<Filters, T> work) {
        return office.at(desk -> {
            Filters filters = new Filters();
            filters.em = desk.em();
            filters.tasks = Team.tasks(desk);
            filters.inboxes = Journals.inboxes(desk.journal());
            filters.history = Journals.reading(desk.em());
            filters.view = StableViews.of(desk.em());
            filters.settings = ChosenSettings.of("TUTTI_FILTERS_PER_PERSON", "2");
            return work.apply(filters);
        });
    }
}
