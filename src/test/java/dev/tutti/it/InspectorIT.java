package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An administrator who looks at the connections")
class InspectorIT extends ServerIT {
    private static Person root;

    private final Person ada = Person.registers("Ada");

    @BeforeAll
    static void signIn() {
        root = Root.signsIn();
    }

    @Test
    @DisplayName("sees whose each is, how far it is and what it was sent last, and nothing of what was said")
    void sees() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace);
                Radio radio = Radio.listens(ada, workspace)) {
            ada.createsTask(workspace, "Secret plans");
            phone.expect("task:created");
            radio.expect("task:created");

            JsonObject list =
                    root.get("api/admin/connections?user=" + ada.id).expect(200).json();

            List<JsonObject> seen = list.getJsonArray("items").getValuesAs(JsonObject.class);
            assertEquals(
                    List.of("stream", "websocket"),
                    seen.stream()
                            .map(one -> connection(one).getString("transport"))
                            .sorted()
                            .toList());
            for (JsonObject one : seen) {
                JsonObject connection = connection(one);
                assertEquals(ada.id, connection.getJsonObject("user").getString("id"));
                assertEquals("Ada", connection.getJsonObject("user").getString("name"));
                assertEquals("task:created", connection.getJsonObject("last").getString("type"));
                assertEquals(0, connection.getInt("lag"));
                assertEquals(0, connection.getInt("queuedFrames"));
                assertEquals(2, connection.getInt("follows"));
            }
            assertFalse(list.toString().contains("Secret"), list.toString());
            JsonObject page =
                    root.get("api/admin/connections?limit=1").expect(200).json();
            assertEquals(1, page.getJsonArray("items").size());
            root.get("api/admin/connections?limit=1&after=" + page.getString("next"))
                    .expect(200);
            root.get("api/admin/connections?after=garbled").refused(400, "bad_value");
        }
    }

    @Test
    @DisplayName("ends one connection and no other; its client may come back")
    void kicks() {
        try (Phone phone = Phone.connects(ada);
                Phone other = Phone.connects(root)) {
            String id = connection(only("api/admin/connections?user=" + ada.id)).getString("id");

            root.delete("api/admin/connections/" + id).expect(204);

            assertEquals(1012, phone.expectEnd());
            other.expectSilence();
        }
        try (Phone again = Phone.connects(ada)) {
            again.expectSilence();
        }
        root.delete("api/admin/connections/" + UUID.randomUUID()).refused(404, "not_found");
    }

    @Test
    @DisplayName("sees how many are connected to each node, and how fast it is told what was committed")
    void nodes() {
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.joins(ada, workspace)) {
            JsonObject seen = until(cluster -> {
                ada.createsTask(workspace, "Task");
                phone.expect("task:created");
                return cluster.getJsonObject("total")
                                        .getJsonNumber("deliveriesPerSecond")
                                        .doubleValue()
                                > 0
                        && cluster.getJsonArray("workspaces").toString().contains(workspace);
            });

            assertEquals("alone", seen.getString("bus"));
            assertEquals(1, seen.getJsonArray("nodes").size());
            JsonObject node = seen.getJsonArray("nodes").getJsonObject(0);
            assertTrue(node.getBoolean("here"));
            assertTrue(node.getJsonObject("connections").getInt("websocket") >= 1);
            assertTrue(node.getJsonObject("latencyMillis").getJsonNumber("p95").doubleValue() > 0);
        }
    }

    @Test
    @DisplayName("sees somebody's sign-ins, and ends one of them with its connections")
    void signsOut() {
        Person phone = ada.signsIn();
        String sessions = "api/admin/accounts/" + ada.id + "/sessions";
        try (Phone lost = Phone.connects(phone)) {
            String id = connection(only("api/admin/connections?user=" + ada.id)).getString("signInId");
            List<JsonObject> items =
                    root.get(sessions).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);
            assertEquals(2, items.size());
            assertEquals(id, items.get(0).getString("id"));

            root.delete(sessions + "/" + id).expect(204);

            lost.expect("session:ended");
            assertEquals(4503, lost.expectClose());
        }
        phone.get("api/auth/me").refused(401, "invalid_token");
        ada.get("api/auth/me").expect(200);
        root.delete(sessions + "/" + UUID.randomUUID()).refused(404, "not_found");
    }

    @Test
    @DisplayName("finds an account by its address, though its owner is not connected")
    void finds() {
        JsonObject found =
                root.get("api/admin/accounts?email=" + ada.email).expect(200).json();

        assertEquals(ada.id, found.getString("id"));
        assertFalse(found.getBoolean("disabled"));
        root.get("api/admin/accounts?email=nobody@example.org").refused(404, "not_found");
        root.get("api/admin/accounts").refused(400, "bad_value");
    }

    private static JsonObject until(Function<JsonObject, Boolean> seen) {
        long end = System.nanoTime() + 60_000_000_000L;
        JsonObject cluster = root.get("api/admin/nodes").expect(200).json();
        while (!seen.apply(cluster)) {
            assertTrue(System.nanoTime() < end, cluster.toString());
            cluster = root.get("api/admin/nodes").expect(200).json();
        }
        return cluster;
    }

    private static JsonObject only(String list) {
        List<JsonObject> items =
                root.get(list).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);
        assertEquals(1, items.size());
        return items.get(0);
    }

    private static JsonObject connection(JsonObject listed) {
        return listed.getJsonObject("connection");
    }
}
