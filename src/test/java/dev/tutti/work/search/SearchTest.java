package dev.tutti.work.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.search.Indexes;
import dev.tutti.base.search.Terms;
import dev.tutti.base.search.TextIndex;
import dev.tutti.work.chat.Lounge;
import dev.tutti.work.comment.Discussion;
import dev.tutti.work.comment.NewComment;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The search")
class SearchTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final Caller bob = office.person("bob");
    private final UUID workspace = office.workspace(ada);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("finds tasks, comments and messages by beginnings of words, the best first")
    void finds() {
        UUID described = task("Paint", "The boiler leaks, says ops@boiler.example.");
        UUID titled = task("Boiler", "");
        UUID begun = task("Boilers and pipes", "");
        UUID comment = comment(begun, "Look at the boiler first");
        UUID message = message(workspace, "Who knows boilermakers?");
        task("Aboil", "no boi ler");

        assertEquals(List.of(titled, begun, comment, described, message), ids(ada, "BOILER"));
        assertEquals(List.of(begun), ids(ada, "pip boil"));
        assertEquals(List.of(described), ids(ada, "example ops"));
        assertEquals(List.of(), ids(ada, "boil' or '1'='1"));
    }

    @Test
    @DisplayName("marks what it found, in an excerpt around it")
    void marks() {
        task("Über Größe", "x ".repeat(200) + "die Größe 🚢 " + "y ".repeat(200));

        Hit hit = find(ada, "größ", Optional.empty(), Optional.empty()).get(0);

        assertEquals("Größ", marked(hit.title()));
        assertEquals("Größ", marked(hit.excerpt()));
        assertTrue(hit.excerpt().text().startsWith("…") && hit.excerpt().text().endsWith("…"));
        assertTrue(hit.excerpt().text().length() < 170);
    }

    @Test
    @DisplayName("C13: shows nothing of workspaces that the caller is no member of, or was removed from")
    void rights() {
        task("Secret boiler", "");
        UUID theirs = office.workspace(bob);
        UUID said = message(bob, theirs, "My boiler");

        assertEquals(List.of(said), ids(bob, "boiler"));
        assertEquals("not_found", office.outcome(desk -> search(desk)
                .find(bob, Terms.parse("boiler"), Optional.of(workspace), Optional.empty(), 50)));
        Caller carl = office.member(workspace, ada, "carl", Role.GUEST);
        assertEquals(1, ids(carl, "boiler").size());
        office.go(desk -> desk.members().remove(ada, workspace, carl.id(), IfMatch.ANY));
        assertEquals(List.of(), ids(carl, "boiler"));
    }

    @Test
    @DisplayName("finds nothing that lies in the trash or was deleted")
    void gone() {
        UUID task = task("Boiler", "");
        comment(task, "The boiler!");
        office.go(desk -> Team.tasks(desk).trash(ada, new TaskId(workspace, task), IfMatch.ANY));

        assertEquals(List.of(), ids(ada, "boiler"));
    }

    @Test
    @DisplayName("looks in one workspace or for one kind, where that is asked for")
    void narrowed() {
        UUID task = task("Boiler", "");
        UUID comment = comment(task, "boiler");
        UUID other = office.workspace(ada);
        UUID message = message(other, "boiler");

        assertEquals(List.of(message), narrowed(Optional.of(other), Optional.empty()));
        assertEquals(List.of(comment), narrowed(Optional.empty(), Optional.of("comment")));
        assertEquals("bad_value", office.outcome(desk -> search(desk)
                .find(ada, Terms.parse("x"), Optional.empty(), Optional.of("person"), 50)));
        assertEquals(List.of(), ids(office.person("nobody"), "boiler"));
    }

    private List<UUID> narrowed(Optional<UUID> where, Optional<String> kind) {
        return find(ada, "boiler", where, kind).stream().map(Hit::id).toList();
    }

    private List<UUID> ids(Caller caller, String text) {
        return find(caller, text, Optional.empty(), Optional.empty()).stream()
                .map(Hit::id)
                .toList();
    }

    private List<Hit> find(Caller caller, String text, Optional<UUID> where, Optional<String> kind) {
        return office.at(desk -> search(desk).find(caller, Terms.parse(text), where, kind, 50));
    }

    private static String marked(Hit.Marked marked) {
        int[] mark = marked.marks().get(0);
        return marked.text().substring(mark[0], mark[1]);
    }

    private UUID task(String title, String description) {
        return office.at(desk -> Team.tasks(desk)
                        .create(
                                ada,
                                workspace,
                                Team.asked("'title':'" + title + "','description':'" + description + "'")))
                .value()
                .id();
    }

    private UUID comment(UUID task, String text) {
        return office.at(desk -> Discussion.comments(desk)
                        .create(ada, new TaskId(workspace, task), new NewComment(Optional.empty(), text)))
                .value()
                .id();
    }

    private UUID message(UUID where, String text) {
        return message(ada, where, text);
    }

    private UUID message(Caller who, UUID where, String text) {
        return office.at(desk -> Lounge.messages(desk).send(who, where, Lounge.asked("'text':'" + text + "'")))
                .value()
                .id();
    }

    private static Search search(Office.Desk desk) {
        TextIndex index = Indexes.of(desk.em());
        Search search = new Search();
        search.all = () -> Stream.of(Team.searchable(index), Discussion.searchable(index), Lounge.searchable(index));
        search.access = desk.access();
        search.workspaces = desk.workspaces();
        return search;
    }
}
