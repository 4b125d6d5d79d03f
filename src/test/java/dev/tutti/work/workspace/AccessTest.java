package dev.tutti.work.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.Start;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Access to a workspace")
class AccessTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("a tenant's callers see the tenant's workspaces and no others, even as members")
    void tenants() {
        Caller acme = office.person("acme", Optional.of("acme"));
        UUID ours = office.workspace(acme);
        Caller elsewhere = new Caller(
                acme.id(), "acme", office.person("x", Optional.of("globex")).credential(), acme.echo());
        Caller unconfined = new Caller(acme.id(), "acme", ada.credential(), acme.echo());
        office.joins(acme, workspace, ada, Role.ADMIN);

        assertEquals("done", office.outcome(desk -> desk.access().of(acme, ours)));
        assertEquals("not_found", office.outcome(desk -> desk.access().of(elsewhere, ours)));
        assertEquals("not_found", office.outcome(desk -> desk.access().writing(elsewhere, ours)));
        assertEquals("not_found", office.outcome(desk -> desk.access().of(acme, workspace)), "it has no tenant");
        assertEquals("done", office.outcome(desk -> desk.access().of(unconfined, ours)));
        assertEquals(List.of(ours), mine(acme));
        assertEquals(List.of(), mine(elsewhere));
        assertEquals(Set.of(ours, workspace), Set.copyOf(mine(unconfined)));
    }

    @Test
    @DisplayName("F6: whether somebody may follow, from where, and whether they were removed meanwhile is one query")
    void oneLook() {
        Position end = office.told(workspace).get(0).position();
        Caller eve = office.person("eve");
        for (Optional<Position> since : List.of(Optional.<Position>empty(), Optional.of(end))) {
            Start start = new Start(end, Optional.empty());
            assertEquals(
                    List.of("select stream_head", "commit"),
                    office.roundTrips(desk -> assertEquals(start, desk.access().reading(ada, workspace, since))));
            assertEquals("not_found", office.outcome(desk -> desk.access().reading(eve, workspace, since)));
        }

        Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);
        office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));
        assertEquals("not_found", office.outcome(desk -> desk.access().reading(bob, workspace, Optional.of(end))));
        office.joins(bob, workspace, ada, Role.GUEST);
        Start back = office.at(desk -> desk.access().reading(bob, workspace, Optional.of(end)));
        assertEquals(Optional.of(Gap.ACCESS_CHANGED), back.gap());
        List<Entry> told = office.told(workspace);
        assertEquals(told.get(told.size() - 1).position(), back.head());
    }

    @Test
    @DisplayName("a stranger's answer is the answer for what does not exist, word for word")
    void strangers() {
        Caller eve = office.person("eve");
        Problem foreign = assertThrows(
                Problem.NotFound.class, () -> office.at(desk -> desk.access().writing(eve, workspace)));
        Problem missing = assertThrows(
                Problem.NotFound.class, () -> office.at(desk -> desk.access().writing(eve, UUID.randomUUID())));
        assertEquals(missing.getMessage(), foreign.getMessage());
    }

    @Test
    @DisplayName("a stranger is turned away at once, while somebody else writes")
    void strangersDoNotQueue() {
        Caller eve = office.person("eve");

        String answered = office.at(writer -> {
            writer.access().writing(ada, workspace);
            return CompletableFuture.supplyAsync(
                            () -> office.outcome(desk -> desk.access().writing(eve, workspace)))
                    .completeOnTimeout("waited", 5, TimeUnit.SECONDS)
                    .join();
        });

        assertEquals("not_found", answered);
    }

    private List<UUID> mine(Caller caller) {
        return office.at(desk -> desk.workspaces().mine(caller, PageRequest.parse(null, null))).items().stream()
                .map(WorkspaceView::id)
                .toList();
    }
}
