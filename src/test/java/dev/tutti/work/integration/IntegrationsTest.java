package dev.tutti.work.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.page.PageRequest;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.Start;
import dev.tutti.work.task.Team;
import dev.tutti.work.watch.Watching;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An integration")
class IntegrationsTest {
    private final Office office = new Office();
    private final ManualClock clock = new ManualClock();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("is let in by its key, under its own name, to what it was made for")
    void admitted() {
        MadeKey made = make("CI", Scope.READ, Scope.TASKS_WRITE);

        Caller integration = ((Admission.Admitted) admission(made.secret())).caller();
        assertEquals("CI", integration.name());
        assertEquals(made.key().id(), integration.id().value());
        assertTrue(integration.id().isIntegration());
        assertEquals(workspace, integration.credential().grant().orElseThrow().workspace());
        assertFalse(integration.credential().administrator());
        assertInstanceOf(Admission.Refused.class, admission(made.secret() + "x"));
        assertInstanceOf(Admission.Refused.class, admission(swapped(made.secret())));
    }

    @Test
    @DisplayName("is shown as whoever did it, and watches nothing")
    void author() {
        office.hears((desk, told) -> Watching.at(desk).accept(told));
        Caller robot = Keys.integration(office, ada, workspace, "CI", Scope.TASKS_WRITE);

        office.go(desk -> Team.tasks(desk).create(robot, workspace, Team.asked("'title':'Red'")));

        Entry last = last();
        assertEquals("task:created", last.what().type());
        assertEquals("CI", last.who().name());
        assertTrue(last.who().isIntegration());
        assertEquals(0, count("Watch"));
    }

    @Test
    @DisplayName("is let into its own workspace alone, and reads there or writes, but never decides about it")
    void confined() {
        UUID other = office.workspace(ada);
        Caller reader = Keys.integration(office, ada, workspace, "Eyes", Scope.READ);
        Caller writer = Keys.integration(office, ada, workspace, "Hand", Scope.READ, Scope.TASKS_WRITE);

        assertEquals(
                Role.GUEST,
                office.at(desk -> desk.access().of(reader, workspace)).role());
        assertEquals(
                Role.MEMBER,
                office.at(desk -> desk.access().writing(writer, workspace)).role());
        assertEquals("not_found", office.outcome(desk -> desk.access().of(writer, other)));
        assertEquals("not_found", office.outcome(desk -> desk.access().of(writer, UUID.randomUUID())));
        assertEquals("forbidden", office.outcome(desk -> integrations(desk)
                .make(writer, workspace, Keys.asked("More", Scope.READ))));
        office.go(desk -> desk.workspaces().delete(ada, workspace, IfMatch.ANY));
        assertEquals("not_found", office.outcome(desk -> desk.access().of(writer, workspace)));
    }

    @Test
    @DisplayName("is out at once when its key is revoked, also in the middle of what it does, and all are told")
    void revoked() {
        MadeKey made = make("CI", Scope.TASKS_WRITE);
        Caller robot = ((Admission.Admitted) admission(made.secret())).caller();

        office.go(desk -> integrations(desk).revoke(ada, workspace, made.key().id()));

        assertInstanceOf(Admission.Refused.class, admission(made.secret()));
        assertEquals("not_found", office.outcome(desk -> desk.access().writing(robot, workspace)), "already let in");
        assertEquals("integration:removed", last().what().type());
        assertEquals(Optional.of(Revocation.ofMember(robot.id())), last().what().revokes());
        assertEquals("not_found", office.outcome(desk -> integrations(desk)
                .revoke(ada, workspace, made.key().id())));
    }

    @Test
    @DisplayName("reads the journal of its own workspace, until its key is revoked")
    void reads() {
        UUID other = office.workspace(ada);
        Caller reader = Keys.integration(office, ada, workspace, "Eyes", Scope.READ);
        Optional<Position> none = Optional.empty();

        Start start = office.at(desk -> desk.access().reading(reader, workspace, none));
        assertEquals(last().position(), start.head());
        assertEquals(Optional.empty(), start.gap());
        assertEquals("not_found", office.outcome(desk -> desk.access().reading(reader, other, none)));
        assertEquals("not_found", office.outcome(desk -> desk.access().reading(reader, UUID.randomUUID(), none)));
        office.go(desk -> integrations(desk).revoke(ada, workspace, reader.id().value()));
        assertEquals("not_found", office.outcome(desk -> desk.access().reading(reader, workspace, none)));
    }

    @Test
    @DisplayName("is known to have been there, to the minute")
    void used() {
        MadeKey made = make("CI", Scope.READ);
        assertEquals(Optional.empty(), list(ada).get(0).usedAt());

        uses(made);
        Optional<?> first = list(ada).get(0).usedAt();
        clock.advance(Duration.ofSeconds(59));
        uses(made);
        assertEquals(first, list(ada).get(0).usedAt());
        clock.advance(Duration.ofSeconds(2));
        uses(made);
        assertEquals(Optional.of(clock.instant()), list(ada).get(0).usedAt());
    }

    @Test
    @DisplayName("is made, seen and sent away by administrators, of whom there may be others later")
    void roles() {
        Caller carl = office.member(workspace, ada, "carl", Role.ADMIN);
        Caller dora = office.member(workspace, ada, "dora", Role.MEMBER);
        Caller eve = office.person("eve");
        MadeKey made = office.at(desk -> integrations(desk).make(carl, workspace, Keys.asked("CI", Scope.READ)));

        assertEquals("[\"read\"]", last().what().payload().replaceAll(".*(\\[.*]).*", "$1"));
        assertFalse(last().what().payload().contains(made.secret()));
        assertFalse(made.toString().contains("tutti_key_"));
        assertEquals(List.of(made.key()), list(ada));
        for (var refused : List.of(List.of(dora, "forbidden"), List.of(eve, "not_found"))) {
            Caller who = (Caller) refused.get(0);
            assertEquals(refused.get(1), office.outcome(desk -> integrations(desk)
                    .make(who, workspace, Keys.asked("CI", Scope.READ))));
            assertEquals(
                    refused.get(1), office.outcome(desk -> integrations(desk).list(who, workspace, page())));
            assertEquals(refused.get(1), office.outcome(desk -> integrations(desk)
                    .revoke(who, workspace, made.key().id())));
        }
        UUID elsewhere = office.workspace(eve);
        assertEquals(
                "not_found",
                office.outcome(desk ->
                        integrations(desk).revoke(eve, elsewhere, made.key().id())),
                "C2");
        office.go(desk -> desk.members().remove(ada, workspace, carl.id(), IfMatch.ANY));
        assertInstanceOf(Admission.Admitted.class, admission(made.secret()));
    }

    @Test
    @DisplayName("is one of at most so many, with a name and scopes that can be")
    void bounds() {
        MadeKey first = make("one", Scope.READ);
        make("two", Scope.READ);
        make("three", Scope.READ);
        Growth struck = Growth.of(Limit.KEYS_PER_WORKSPACE);
        assertEquals("limit", office.outcome(desk -> integrations(desk)
                .make(ada, workspace, Keys.asked("four", Scope.READ))));
        assertEquals(1, struck.now());
        office.go(desk -> integrations(desk).revoke(ada, workspace, first.key().id()));
        make("four", Scope.READ);
        assertEquals(
                List.of("four", "three", "two"),
                list(ada).stream().map(KeyView::name).toList());
        for (NewKey wrong : List.of(
                new NewKey("", List.of("read")),
                new NewKey("two\nlines", List.of("read")),
                new NewKey("x".repeat(81), List.of("read")),
                new NewKey("x", List.of()),
                new NewKey("x", List.of("read", "read")),
                new NewKey("x", List.of("admin")))) {
            assertFalse(Office.RULES.validate(wrong).isEmpty(), wrong.toString());
        }
    }

    private MadeKey make(String name, Scope... scopes) {
        return office.at(desk -> integrations(desk).make(ada, workspace, Keys.asked(name, scopes)));
    }

    private Admission admission(String secret) {
        return office.at(desk -> Keys.admission(Keys.ring(desk.em()), secret));
    }

    private void uses(MadeKey made) {
        office.go(desk -> Keys.admission(Keys.ring(integrations(desk), clock), made.secret()));
    }

    private List<KeyView> list(Caller who) {
        return office.at(desk -> integrations(desk).list(who, workspace, page()))
                .items();
    }

    private long count(String entity) {
        return office.at(desk -> desk.em()
                .createQuery("select count(e) from " + entity + " e", Long.class)
                .getSingleResult());
    }

    private Entry last() {
        List<Entry> told = office.told(workspace);
        return told.get(told.size() - 1);
    }

    private Integrations integrations(Office.Desk desk) {
        return Keys.integrations(desk, clock);
    }

    /** Two characters change places: the sum does not fit any more. */
    private static String swapped(String secret) {
        Function<Integer, Character> at = secret::charAt;
        int i = 11;
        while (at.apply(i).equals(at.apply(i + 1))) {
            i++;
        }
        return secret.substring(0, i) + at.apply(i + 1) + at.apply(i) + secret.substring(i + 2);
    }

    private static PageRequest page() {
        return new PageRequest(200, Optional.empty());
    }
}
