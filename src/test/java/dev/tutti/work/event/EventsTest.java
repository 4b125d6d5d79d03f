package dev.tutti.work.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.integration.Keys;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event of one's own")
class EventsTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);
    private final Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);

    EventsTest() {
        office.go(desk -> desk.journal().open(StreamId.inbox(bob.id())));
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("is told in the workspace's journal as it was sent")
    void toAll() {
        Written<Published> written = publish(
                bob, "'name':'build.failed','payload':{'n':1.50,'big':18446744073709551616,'deep':[{'x':null}]}");

        Entry told = last(StreamId.workspace(workspace));
        assertEquals(written.position(), told.position());
        assertEquals(new Published("custom:build.failed", workspace, Optional.empty()), written.value());
        assertEquals("custom:build.failed", told.what().type());
        assertEquals(
                StrictJson.object("{\"n\":1.50,\"big\":18446744073709551616,\"deep\":[{\"x\":null}]}"),
                StrictJson.object(told.what().payload()));
        assertEquals(bob.id(), told.who().id());
        publish(bob, "'name':'x'");
        assertEquals("{}", last(StreamId.workspace(workspace)).what().payload());
    }

    @Test
    @DisplayName("for one member is told in their inbox alone, which its sender learns nothing of")
    void toOne() {
        int before = office.told(workspace).size();

        Written<Published> written = publish(ada, "'name':'review','payload':{'of':7},'to':'" + bob.id() + "'");

        Entry told = last(StreamId.inbox(bob.id()));
        assertEquals("custom:review", told.what().type());
        assertEquals(
                StrictJson.object("{\"workspaceId\":\"" + workspace + "\",\"of\":7}"),
                StrictJson.object(told.what().payload()));
        assertEquals(before, office.told(workspace).size());
        assertEquals(before, written.position().seq());
    }

    @Test
    @DisplayName("is for members, not for strangers, and sent by members who are no guests")
    void roles() {
        Caller gast = office.member(workspace, ada, "gast", Role.GUEST);
        Caller eve = office.person("eve");

        assertEquals("forbidden", outcome(gast, "'name':'x'"));
        assertEquals("not_found", outcome(eve, "'name':'x'"));
        assertEquals("bad_request", outcome(ada, "'name':'x','to':'" + eve.id() + "'"));
    }

    @Test
    @DisplayName("of an integration is told under its name")
    void ofIntegration() {
        Caller robot = Keys.integration(office, ada, workspace, "CI", Scope.EVENTS_WRITE);

        publish(robot, "'name':'deployed'");

        assertEquals("CI", last(StreamId.workspace(workspace)).who().name());
        assertTrue(last(StreamId.workspace(workspace)).who().isIntegration());
    }

    @Test
    @DisplayName("has a name and a payload that can be, and no more than is allowed")
    void bounds() {
        for (String wrong : List.of(
                "",
                "'name':7",
                "'name':''",
                "'name':'Build'",
                "'name':'a:b'",
                "'name':'a..b'",
                "'name':'.a'",
                "'name':'a b'",
                "'name':'" + "a".repeat(65) + "'",
                "'name':'a','payload':7",
                "'name':'a','payload':[]",
                "'name':'a','to':'bob'",
                "'name':'a','to':7",
                "'name':'a','to':'" + bob.id() + "','payload':{'workspaceId':'x'}")) {
            assertThrows(Problem.Invalid.class, () -> event(wrong), wrong);
        }
        assertEquals("a".repeat(64), event("'name':'" + "a".repeat(64) + "'").name());
        assertEquals("done", outcome(ada, "'name':'a-b_c.d','payload':{'x':'" + "é".repeat(24) + "'}"));
        Growth struck = Growth.of(Limit.EVENT_BYTES);
        assertEquals("limit", outcome(ada, "'name':'a','payload':{'x':'" + "é".repeat(29) + "'}"));
        assertEquals(1, struck.now());
    }

    @Test
    @DisplayName(
            "asks no more of the database than this, of which everything after the lock keeps other writers waiting")
    void cost() {
        NewEvent event = event("'name':'x'");
        assertEquals(
                List.of(
                        "select workspace_member",
                        "lock stream_head",
                        "select workspace_member",
                        "insert journal_line",
                        "update stream_head",
                        "commit"),
                office.roundTrips(desk -> events(desk).publish(ada, workspace, event)));
    }

    private Written<Published> publish(Caller caller, String fields) {
        return office.at(desk -> events(desk).publish(caller, workspace, event(fields)));
    }

    private String outcome(Caller caller, String fields) {
        return office.outcome(desk -> events(desk).publish(caller, workspace, event(fields)));
    }

    private Entry last(StreamId stream) {
        List<Entry> told = office.at(desk -> Journals.reading(desk.em()).after(stream, 0, 1_000));
        return told.get(told.size() - 1);
    }

    private static Events events(Office.Desk desk) {
        Events events = new Events();
        events.access = desk.access();
        events.members = desk.members();
        events.journal = desk.journal();
        events.inboxes = Journals.inboxes(desk.journal());
        events.settings = ChosenSettings.of("TUTTI_EVENT_BYTES", "64");
        return events;
    }

    private static NewEvent event(String fields) {
        return NewEvent.in(StrictJson.object("{" + fields.replace('\'', '"') + "}"));
    }
}
