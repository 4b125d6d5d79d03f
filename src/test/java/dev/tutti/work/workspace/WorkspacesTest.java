package dev.tutti.work.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Workspaces")
class WorkspacesTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("the creator is the owner, and the first entry tells so")
    void creation() {
        WorkspaceView view = office.at(desk -> desk.workspaces()
                .create(ada, new NewWorkspace(Optional.empty(), "Team"))
                .value());

        assertEquals(view, office.at(desk -> desk.workspaces().find(ada, view.id())));
        assertEquals(Role.OWNER, view.role());
        assertEquals(
                List.of("workspace:member_joined"),
                office.told(view.id()).stream()
                        .map(entry -> entry.what().type())
                        .toList());
    }

    @Test
    @DisplayName("an id that a client brings is used once: later, at the same time, or after a deletion")
    void takenId() {
        UUID id = UUID.randomUUID();
        List<CompletableFuture<String>> tries = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> created(id)))
                .toList();
        List<String> outcomes =
                tries.stream().map(CompletableFuture::join).sorted().toList();

        assertEquals("done", outcomes.get(7));
        assertEquals(
                List.of("conflict"), outcomes.subList(0, 7).stream().distinct().toList());
        office.go(desk -> desk.workspaces().delete(ada, id, IfMatch.ANY));
        assertEquals("conflict", created(id));
    }

    private String created(UUID id) {
        return office.outcome(desk -> desk.workspaces().create(ada, new NewWorkspace(Optional.of(id), "Team")));
    }

    @Test
    @DisplayName("a rename tells the new name alone; the same name again tells nothing")
    void renaming() {
        UUID id = office.workspace(ada);
        office.go(desk -> desk.workspaces().edit(ada, id, IfMatch.parse("\"1\""), patch("name", "Crew")));
        office.go(desk -> desk.workspaces().edit(ada, id, IfMatch.ANY, patch("name", "Crew")));
        office.go(desk -> desk.workspaces().edit(ada, id, IfMatch.ANY, patch("tenant", "ignored")));

        List<Entry> told = office.told(id);
        assertEquals(2, told.size());
        assertEquals(
                "{\"changes\":{\"name\":\"Crew\"},\"version\":2}",
                told.get(1).what().payload());
    }

    @Test
    @DisplayName("a stale rename is refused with the present version, and so is a name that breaks a rule")
    void staleRename() {
        UUID id = office.workspace(ada);
        office.go(desk -> desk.workspaces().edit(ada, id, IfMatch.ANY, patch("name", "Crew")));

        Problem.StaleVersion stale = assertThrows(
                Problem.StaleVersion.class,
                () -> office.go(
                        desk -> desk.workspaces().edit(ada, id, IfMatch.parse("\"1\""), patch("name", "Gang"))));
        assertEquals(2, stale.current());
        assertThrows(
                ConstraintViolationException.class,
                () -> office.go(desk -> desk.workspaces().edit(ada, id, IfMatch.ANY, patch("name", " "))));
        assertEquals(
                "stale_version", office.outcome(desk -> desk.workspaces().delete(ada, id, IfMatch.parse("\"1\""))));
    }

    @Test
    @DisplayName("a deletion ends everybody's access with the journal's last entry")
    void deletion() {
        UUID id = office.workspace(ada);
        Caller bob = office.member(id, ada, "bob", Role.MEMBER);
        office.go(desk -> desk.workspaces().delete(ada, id, IfMatch.ANY));

        List<Entry> told = office.told(id);
        assertEquals(
                Optional.of(Revocation.ofWorkspace(id)),
                told.get(told.size() - 1).what().revokes());
        for (Caller caller : List.of(ada, bob)) {
            assertEquals("not_found", office.outcome(desk -> desk.access().of(caller, id)));
            assertEquals("not_found", office.outcome(desk -> desk.access().writing(caller, id)));
        }
        assertEquals(
                List.of(),
                office.at(desk -> desk.workspaces().mine(ada, PageRequest.parse(null, null)))
                        .items());
    }

    @Test
    @DisplayName("my list has each of my workspaces once, with my role there")
    void mine() {
        Caller bob = office.person("bob");
        List<UUID> joined = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID id = office.workspace(ada);
            office.go(desk -> desk.members()
                    .add(ada, id, new NewMember(Optional.of("bob@example.com"), Optional.empty(), "guest")));
            joined.add(id);
            office.workspace(ada);
        }
        List<UUID> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            PageRequest request = new PageRequest(3, next);
            Page<WorkspaceView> page = office.at(desk -> desk.workspaces().mine(bob, request));
            page.items().forEach(view -> {
                assertEquals(Role.GUEST, view.role());
                seen.add(view.id());
            });
            next = page.next();
        } while (next.isPresent());
        assertEquals(joined, seen, "ids that the server makes are in the order of time");
    }

    private static JsonObject patch(String field, String value) {
        return Json.createObjectBuilder().add(field, value).build();
    }
}
