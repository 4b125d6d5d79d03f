package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On the socket")
class SocketIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("the first frame says who one is, what to keep to, and where one's inbox ends")
    void connected() {
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(ada.token));
                Phone other = Phone.dials(Phone.Handshake.bearer(ada.token))) {
            JsonObject hello = phone.expect("connected").getJsonObject("payload");
            assertEquals(ada.id, hello.getString("userId"));
            assertEquals("tutti.v1", hello.getString("protocol"));
            assertTrue(hello.getInt("heartbeatMs") >= 1_000);
            assertEquals(65_536, hello.getJsonObject("limits").getInt("frameBytes"));
            assertEquals(100, hello.getJsonObject("limits").getInt("joins"));
            assertEquals(20, hello.getJsonObject("limits").getInt("framesPerSecond"));
            assertEquals(0, hello.getJsonObject("inbox").getInt("seq"));
            assertTrue(hello.getJsonObject("reconnect").getInt("maxMs")
                    > hello.getJsonObject("reconnect").getInt("minMs"));
            assertNotEquals(
                    hello.getString("connectionId"),
                    other.expect("connected").getJsonObject("payload").getString("connectionId"));
        }
    }

    @Test
    @DisplayName(
            "whoever joins hears where the journal ends, whoever leaves hears nothing more, and both can be repeated")
    void joinAndLeave() {
        long head = ada.createsTask(workspace, "Before").seq();
        try (Phone phone = Phone.connects(ada)) {
            JsonObject joined = phone.join(workspace);
            assertEquals(workspace, joined.getString("workspaceId"));
            assertEquals(head, joined.getJsonNumber("seq").longValueExact());
            assertFalse(joined.getBoolean("recovered"));
            assertEquals(1, joined.getInt("online"));
            assertFalse(joined.getString("epoch").isEmpty());
            UUID.fromString(joined.getString("mark"));

            phone.join(workspace);
            ada.createsTask(workspace, "Once");
            phone.expectEvents(head + 1, 1);

            for (int i = 0; i < 2; i++) {
                phone.say("{\"id\":\"bye\",\"type\":\"workspace:leave\",\"payload\":{\"workspaceId\":\"" + workspace
                        + "\"}}");
                assertTrue(phone.expect("reply").getBoolean("success"));
            }
            ada.createsTask(workspace, "Unheard");
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName("a workspace of others and one that does not exist are refused in the same words (C3)")
    void strangers() {
        try (Phone phone = Phone.connects(bob)) {
            JsonObject foreign = phone.refused(join(workspace));
            JsonObject unknown = phone.refused(join(UUID.randomUUID().toString()));
            assertEquals("not_found", foreign.getString("code"));
            assertEquals(foreign, unknown);
            JsonObject typing = phone.refused(typing(workspace, UUID.randomUUID()));
            assertEquals(foreign, typing);
        }
    }

    @Test
    @DisplayName("whoever guesses more than twenty ids in a minute is sent away with 4029, and told for how long (C3)")
    void guessing() {
        try (Phone phone = Phone.connects(bob)) {
            for (int i = 0; i < 21; i++) {
                assertEquals(
                        "not_found",
                        phone.refused(join(UUID.randomUUID().toString())).getString("code"));
            }
            JsonObject farewell = phone.expect("error").getJsonObject("payload");
            assertEquals("rate_limited", farewell.getString("code"));
            assertEquals(10_000, farewell.getInt("retryAfterMs"));
            assertEquals(4029, phone.expectClose());
        }
    }

    @Test
    @DisplayName("a guest hears, and may not speak; a member whose role is lowered may speak no more (B14)")
    void guests() {
        ada.adds(bob, workspace, "member");
        try (Phone phone = Phone.joins(bob, workspace)) {
            phone.say(typing(workspace, UUID.randomUUID()));
            assertTrue(phone.expect("reply").getBoolean("success"));
            ada.patch("api/workspaces/" + workspace + "/members/" + bob.id, "{\"role\":\"guest\"}")
                    .expect(200);
            phone.expect("workspace:member_role_changed");

            assertEquals(
                    "forbidden",
                    phone.refused(typing(workspace, UUID.randomUUID())).getString("code"));
            ada.createsTask(workspace, "Heard by guests");
            phone.expect("task:created");
        }
    }

    @Test
    @DisplayName("typing is passed on to the others, once in three seconds for a task, and to nobody else")
    void typing() {
        ada.adds(bob, workspace, "member");
        UUID task = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        try (Phone adas = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace);
                Phone outside = Phone.connects(ada)) {
            // Three in one go, so that no slow machine takes more than the three seconds over them.
            adas.say(typing(workspace, task)).say(typing(workspace, task)).say(typing(workspace, other));
            for (int i = 0; i < 3; i++) {
                assertTrue(adas.expect("reply").getBoolean("success"));
            }
            for (UUID heard : new UUID[] {task, other}) {
                JsonObject typing = bobs.expect("task:typing");
                assertFalse(typing.containsKey("seq"));
                assertEquals(workspace, typing.getJsonObject("payload").getString("workspaceId"));
                assertEquals(heard.toString(), typing.getJsonObject("payload").getString("taskId"));
                assertEquals(
                        ada.id,
                        typing.getJsonObject("payload").getJsonObject("user").getString("id"));
            }
            bobs.expectSilence();
            adas.expectSilence();
            outside.expectSilence();
        }
    }

    @Test
    @DisplayName("a removed member hears the entry that removes them, then access:revoked, then nothing (C4)")
    void removal() {
        ada.adds(bob, workspace, "member");
        try (Phone adas = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace)) {
            ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
            long after = ada.createsTask(workspace, "Not for Bob").seq();

            JsonObject left = bobs.expect("workspace:member_left");
            assertEquals(bob.id, left.getJsonObject("payload").getString("userId"));
            assertEquals(after - 1, left.getJsonNumber("seq").longValueExact());
            assertEquals(
                    workspace,
                    bobs.expect("access:revoked").getJsonObject("payload").getString("workspaceId"));
            adas.expectEvents(after - 1, 2);
            bobs.expectSilence();
            assertEquals("not_found", bobs.refused(join(workspace)).getString("code"));
        }
    }

    @Test
    @DisplayName("signing out closes the connections of that sign-in with 4503, and no others (B13)")
    void logout() {
        Person adaElsewhere = ada.signsIn();
        try (Phone here = Phone.connects(ada);
                Phone alsoHere = Phone.connects(ada);
                Phone elsewhere = Phone.connects(adaElsewhere)) {
            ada.post("api/auth/logout", "{\"refreshToken\":\"" + ada.refreshToken + "\"}")
                    .expect(204);

            for (Phone phone : new Phone[] {here, alsoHere}) {
                phone.expect("session:ended");
                assertEquals(4503, phone.expectClose());
            }
            elsewhere.expect("session:ended");
            elsewhere.expectSilence();
        }
    }

    @Test
    @DisplayName("signing out everywhere closes all connections of that person with 4503 (B13)")
    void logoutAll() {
        Person adaElsewhere = ada.signsIn();
        try (Phone here = Phone.connects(ada);
                Phone elsewhere = Phone.connects(adaElsewhere);
                Phone bobs = Phone.connects(bob)) {
            ada.post("api/auth/logout-all", "").expect(204);

            for (Phone phone : new Phone[] {here, elsewhere}) {
                phone.expect("account:signed_out");
                assertEquals(4503, phone.expectClose());
            }
            bobs.expectSilence();
        }
    }

    static String join(String workspace) {
        return "{\"id\":\"j\",\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}";
    }

    static String typing(String workspace, UUID task) {
        return "{\"id\":\"t\",\"type\":\"task:typing\",\"payload\":{\"workspaceId\":\"%s\",\"taskId\":\"%s\"}}"
                .formatted(workspace, task);
    }
}
