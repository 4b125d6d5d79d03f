package dev.tutti.work.workspace;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import dev.tutti.work.workspace.Office.Desk;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
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

@DisplayName("Members")
class MembersTest {
    private static final JsonObject RENAME =
            Json.createObjectBuilder().add("name", "Crew").build();

    /** The whole table: who may do what. A row is an action, a letter a role that may: owner, admin, member, guest. */
    private static final Map<String, String> MAY = Map.ofEntries(
            Map.entry("look", "oamg"),
            Map.entry("list members", "oamg"),
            Map.entry("rename", "oa"),
            Map.entry("delete", "o"),
            Map.entry("add a member", "oa"),
            Map.entry("add an admin", "oa"),
            Map.entry("add an owner", "o"),
            Map.entry("make the member an admin", "oa"),
            Map.entry("make the member an owner", "o"),
            Map.entry("make the admin a guest", "oa"),
            Map.entry("make the owner a member", "o"),
            Map.entry("remove the member", "oa"),
            Map.entry("remove the admin", "oa"),
            Map.entry("remove the owner", "o"),
            Map.entry("leave", "oamg"));

    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("each role may do what the table says, and a stranger finds nothing whatever they try")
    void rolesTable() {
        List<Executable> cells = new ArrayList<>();
        MAY.forEach((action, roles) -> {
            for (Role role : Role.values()) {
                String expected = roles.indexOf(role.wire().charAt(0)) >= 0 ? "done" : "forbidden";
                cells.add(() -> assertEquals(expected, tried(action, Optional.of(role)), role + ": " + action));
            }
            cells.add(() -> assertEquals("not_found", tried(action, Optional.empty()), "a stranger: " + action));
        });
        assertAll(cells);
    }

    private String tried(String action, Optional<Role> role) {
        UUID team = office.workspace(ada);
        Caller otherOwner = office.member(team, ada, "otto", Role.OWNER);
        Caller admin = office.member(team, ada, "alan", Role.ADMIN);
        Caller member = office.member(team, ada, "mary", Role.MEMBER);
        Caller who = role.map(held -> office.member(team, ada, "who", held)).orElseGet(() -> office.person("eve"));
        Caller newcomer = office.person("newcomer");
        return office.outcome(desk -> {
            Members members = desk.members();
            switch (action) {
                case "look" -> desk.workspaces().find(who, team);
                case "list members" -> members.list(who, team, PageRequest.parse(null, null));
                case "rename" -> desk.workspaces().edit(who, team, IfMatch.ANY, RENAME);
                case "delete" -> desk.workspaces().delete(who, team, IfMatch.ANY);
                case "add a member" -> members.add(who, team, asked(newcomer, "member"));
                case "add an admin" -> members.add(who, team, asked(newcomer, "admin"));
                case "add an owner" -> members.add(who, team, asked(newcomer, "owner"));
                case "make the member an admin" ->
                    members.changeRole(who, team, member.id(), IfMatch.ANY, new NewRole("admin"));
                case "make the member an owner" ->
                    members.changeRole(who, team, member.id(), IfMatch.ANY, new NewRole("owner"));
                case "make the admin a guest" ->
                    members.changeRole(who, team, admin.id(), IfMatch.ANY, new NewRole("guest"));
                case "make the owner a member" ->
                    members.changeRole(who, team, otherOwner.id(), IfMatch.ANY, new NewRole("member"));
                case "remove the member" -> members.remove(who, team, member.id(), IfMatch.ANY);
                case "remove the admin" -> members.remove(who, team, admin.id(), IfMatch.ANY);
                case "remove the owner" -> members.remove(who, team, otherOwner.id(), IfMatch.ANY);
                case "leave" -> members.remove(who, team, who.id(), IfMatch.ANY);
                default -> throw new IllegalArgumentException(action);
            }
        });
    }

    @Test
    @DisplayName("a person is added by address or by id, once; nobody else can be")
    void adding() {
        Caller bob = office.person("bob");
        assertEquals("not_found", outcome(desk -> desk.members()
                .add(ada, workspace, new NewMember(Optional.of("nobody@example.com"), Optional.empty(), "member"))));
        assertEquals("not_found", outcome(desk -> desk.members()
                .add(ada, workspace, new NewMember(Optional.empty(), Optional.of(UUID.randomUUID()), "member"))));
        assertEquals("bad_request", outcome(desk -> desk.members()
                .add(ada, workspace, new NewMember(Optional.empty(), Optional.empty(), "member"))));

        Problem nobody = assertThrows(
                Problem.NotFound.class,
                () -> office.go(desk -> desk.members()
                        .add(
                                ada,
                                workspace,
                                new NewMember(Optional.empty(), Optional.of(UUID.randomUUID()), "member"))));
        assertTrue(nobody.getMessage().startsWith("Nobody here has that e-mail address"), nobody.getMessage());

        MemberView view = office.at(desk -> desk.members()
                        .add(ada, workspace, new NewMember(Optional.of("bob@example.com"), Optional.empty(), "guest")))
                .value();

        assertEquals(new Profile(bob.id().value(), "bob", Optional.empty()), view.user(), "without the e-mail address");
        assertEquals("conflict", outcome(desk -> desk.members().add(ada, workspace, asked(bob, "admin"))));
        assertEquals(JsonText.of(view), last().what().payload(), "what is shown is what is told");
    }

    @Test
    @DisplayName("who is no member cannot be removed")
    void noMember() {
        assertEquals("not_found", outcome(desk -> desk.members()
                .remove(ada, workspace, new UserId(UUID.randomUUID()), IfMatch.ANY)));
    }

    @Test
    @DisplayName("the last owner can neither leave nor step down, and a second owner frees the first")
    void lastOwner() {
        Caller bob = office.member(workspace, ada, "bob", Role.ADMIN);
        assertEquals("conflict", outcome(desk -> desk.members().remove(ada, workspace, ada.id(), IfMatch.ANY)));
        assertEquals("conflict", outcome(desk -> desk.members()
                .changeRole(ada, workspace, ada.id(), IfMatch.ANY, new NewRole("member"))));

        office.go(desk -> desk.members().changeRole(ada, workspace, bob.id(), IfMatch.ANY, new NewRole("owner")));
        office.go(desk -> desk.members().remove(ada, workspace, ada.id(), IfMatch.ANY));

        assertEquals("not_found", outcome(desk -> desk.access().of(ada, workspace)));
        assertEquals("workspace:member_left", last().what().type());
        assertEquals(Optional.of(Revocation.ofMember(ada.id())), last().what().revokes());
    }

    @Test
    @DisplayName("two owners who leave at the same time leave one behind")
    void ownersLeaveTogether() {
        for (int round = 0; round < 10; round++) {
            UUID team = office.workspace(ada);
            Caller bob = office.member(team, ada, "bob", Role.OWNER);
            CompletableFuture<String> first = CompletableFuture.supplyAsync(
                    () -> outcome(desk -> desk.members().remove(ada, team, ada.id(), IfMatch.ANY)));
            CompletableFuture<String> second = CompletableFuture.supplyAsync(
                    () -> outcome(desk -> desk.members().remove(bob, team, bob.id(), IfMatch.ANY)));
            assertEquals(Set.of("done", "conflict"), Set.of(first.join(), second.join()));
        }
    }

    @Test
    @DisplayName("a decision on a role that is another by now is refused, after they left and came back too")
    void staleRole() {
        Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);
        IfMatch first = seen(bob);
        office.go(desk -> desk.members().changeRole(ada, workspace, bob.id(), first, new NewRole("admin")));

        Problem stale = assertThrows(
                Problem.StaleVersion.class,
                () -> office.go(
                        desk -> desk.members().changeRole(ada, workspace, bob.id(), first, new NewRole("guest"))));
        assertEquals("role", stale.errors().get(0).field());
        assertEquals("stale_version", outcome(desk -> desk.members().remove(ada, workspace, bob.id(), first)));

        IfMatch second = seen(bob);
        office.go(desk -> desk.members().remove(ada, workspace, bob.id(), second));
        office.go(desk -> desk.members().add(ada, workspace, asked(bob, "guest")));
        assertEquals("stale_version", outcome(desk -> desk.members().remove(ada, workspace, bob.id(), second)));
        assertEquals("done", outcome(desk -> desk.members().remove(ada, workspace, bob.id(), seen(bob))));
    }

    private IfMatch seen(Caller person) {
        long version = office.at(desk -> desk.members().find(ada, workspace, person.id()))
                .version();
        return IfMatch.parse("\"" + version + "\"");
    }

    @Test
    @DisplayName("the same role again is no news")
    void noChange() {
        Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);
        Entry before = last();

        var written = office.at(
                desk -> desk.members().changeRole(ada, workspace, bob.id(), IfMatch.ANY, new NewRole("member")));

        assertEquals(before, last());
        assertEquals(before.position(), written.position(), "the journal's present end");
    }

    @Test
    @DisplayName("whatever a removed member wrote is told before the removal, never after")
    void removalOrdersWrites() {
        for (int round = 0; round < 10; round++) {
            Caller bob = office.member(workspace, ada, "bob", Role.ADMIN);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                int number = 0;
                JsonObject patch;
                do {
                    patch = Json.createObjectBuilder()
                            .add("name", "by bob " + number++)
                            .build();
                } while (renamed(bob, patch));
            });
            office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));
            writer.join();

            List<Entry> told = office.told(workspace);
            long removal = told.stream()
                    .filter(entry -> entry.what().revokes().equals(Optional.of(Revocation.ofMember(bob.id()))))
                    .mapToLong(Entry::seq)
                    .findFirst()
                    .orElseThrow();
            assertTrue(told.stream()
                    .noneMatch(
                            entry -> entry.seq() > removal && entry.who().id().equals(bob.id())));
        }
    }

    private boolean renamed(Caller who, JsonObject patch) {
        return outcome(desk -> desk.workspaces().edit(who, workspace, IfMatch.ANY, patch))
                .equals("done");
    }

    @Test
    @DisplayName("the list has each member once, whatever the size of its pages")
    void paging() {
        Set<UUID> everybody = new HashSet<>(Set.of(ada.id().value()));
        for (int i = 0; i < 11; i++) {
            everybody.add(
                    office.member(workspace, ada, "m" + i, Role.MEMBER).id().value());
        }
        for (int limit : List.of(1, 5, 12, 200)) {
            List<UUID> seen = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                PageRequest request = new PageRequest(limit, next);
                Page<MemberView> page = office.at(desk -> desk.members().list(ada, workspace, request));
                page.items().forEach(member -> seen.add(member.user().id()));
                next = page.next();
            } while (next.isPresent());
            assertEquals(12, seen.size());
            assertEquals(everybody, new HashSet<>(seen));
        }
    }

    private static NewMember asked(Caller person, String role) {
        return new NewMember(Optional.empty(), Optional.of(person.id().value()), role);
    }

    private String outcome(Consumer<Desk> work) {
        return office.outcome(work);
    }

    private Entry last() {
        List<Entry> told = office.told(workspace);
        return told.get(told.size() - 1);
    }
}
