package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An administrator")
class AdministrationIT extends ServerIT {
    private static Person root;

    private final Person ada = Person.registers("Ada");
    private final String account = "api/admin/accounts/" + ada.id;

    @BeforeAll
    static void signIn() {
        root = Root.signsIn();
    }

    @Test
    @DisplayName("is whom the settings name, though the account carries no mark")
    void named() {
        assertTrue(root.get("api/auth/me").expect(200).json().getBoolean("administrator"));
        assertFalse(ada.get("api/auth/me").expect(200).json().getBoolean("administrator"));
        ada.patch("api/admin/accounts/" + root.id, "{\"disabled\":true}").refused(403, "forbidden");
        ada.patch("api/admin/accounts/" + UUID.randomUUID(), "{\"disabled\":true}")
                .refused(403, "forbidden");
        Person.send("PATCH", account, "{\"disabled\":true}", Map.of()).refused(401, "invalid_token");
    }

    @Test
    @DisplayName("disables an account: REST answers 401 at once, and all its connections close with 4503 (B13)")
    void disables() {
        Person laptop = ada.signsIn();
        String workspace = ada.createsWorkspace("Engine");
        Phone first = Phone.joins(ada, workspace);
        Phone second = Phone.connects(laptop);
        try (Phone bystander = Phone.connects(root)) {
            JsonObject status =
                    root.patch(account, "{\"disabled\":true}").expect(200).json();

            assertTrue(status.getBoolean("disabled"));
            assertEquals(ada.id, status.getString("id"));
            ada.get("api/auth/me").refused(401, "invalid_token");
            laptop.post("api/workspaces", "{\"name\":\"W\"}").refused(401, "invalid_token");
            assertEquals(4503, first.expectEnd());
            assertEquals(4503, second.expectEnd());
            Person.send("POST", "api/auth/login", ada.login(), Map.of()).refused(401, "invalid_token");
            bystander.expectSilence();
        }
    }

    @Test
    @DisplayName("enables it again: its owner signs in anew, and nothing from before goes on")
    void enables() {
        root.patch(account, "{\"disabled\":true}").expect(200);
        root.patch(account, "{\"disabled\":false}").expect(200);

        ada.get("api/auth/me").refused(401, "invalid_token");
        ada.signsIn().get("api/auth/me").expect(200);
    }

    @Test
    @DisplayName("is told what is wrong, and does not disable themselves")
    void refused() {
        root.patch("api/admin/accounts/" + root.id, "{\"disabled\":true}").refused(409, "conflict");
        root.patch("api/admin/accounts/" + UUID.randomUUID(), "{\"disabled\":true}")
                .refused(404, "not_found");
        root.patch(account, "{}").refused(400, "bad_request");
        root.patch(account, "{\"disabled\":\"yes\"}").refused(400, "bad_request");
        ada.get("api/auth/me").expect(200);
    }

    @Test
    @DisplayName("says that a workspace's history is another one, and every follower starts anew")
    void resetsWorkspace() {
        String workspace = ada.createsWorkspace("Engine");
        String other = ada.createsWorkspace("Other");
        try (Phone phone = Phone.connects(ada);
                Radio radio = Radio.listens(ada, workspace)) {
            JsonObject joined = phone.join(workspace);
            phone.join(other);
            String before = joined.getString("epoch") + ":" + joined.getInt("seq");

            root.post("api/admin/journals/workspaces/" + workspace + "/reset", "")
                    .expect(204);

            assertEquals("epoch_changed", reason(phone.expect("reset"), workspace));
            assertEquals("epoch_changed", reason(radio.expect("reset").json(), workspace));
            ada.createsTask(workspace, "Not for those who have not started anew");
            ada.createsTask(other, "Elsewhere");
            assertEquals(other, phone.expect("task:created").getString("workspaceId"));
            ada.get("api/workspaces/" + workspace + "/events?after=" + before).refused(410, "gone");

            assertFalse(phone.join(workspace, before).getBoolean("recovered"));
            JsonObject anew = ada.get("api/workspaces/" + workspace + "/snapshot")
                    .expect(200)
                    .json();
            String now = anew.getString("epoch") + ":" + anew.getInt("seq");
            assertTrue(phone.join(workspace, now).getBoolean("recovered"));
            ada.createsTask(workspace, "For those who have");
            phone.expectEvents(anew.getInt("seq") + 1, 1);
        }
    }

    @Test
    @DisplayName("says so of every journal, as after a backup was restored")
    void resetsAll() {
        String workspace = ada.createsWorkspace("Engine");
        try (RawSocket socket = RawHandshake.of(ada).send()) {
            socket.expect("connected");
            socket.join(workspace);
            root.post("api/admin/journals/reset", "").expect(204);

            // Of the inbox it hears in any case; of the workspace, if that was found first.
            socket.expect("reset");
            RawSocket.Frame frame = socket.next();
            for (; frame.opcode() == RawFrames.TEXT; frame = socket.next()) {
                assertEquals("reset", frame.json().getString("type"));
            }
            assertEquals(1012, frame.closeCode());
        }
        try (Phone phone = Phone.joins(ada, workspace)) {
            ada.createsTask(workspace, "Task");
            phone.expect("task:created");
        }
    }

    private static String reason(JsonObject reset, String workspace) {
        JsonObject payload = reset.getJsonObject("payload");
        assertEquals(workspace, payload.getString("workspaceId"));
        return payload.getString("reason");
    }
}
