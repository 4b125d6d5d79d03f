package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What somebody wants to be notified of")
class ChoicesIT extends ServerIT {
    private static final String SETTINGS = "api/notifications/settings";

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("is said on one device, over HTTP or the socket, heard on all, and by nobody else (C10)")
    void heard() {
        try (Phone adas = Phone.joins(ada, workspace);
                Phone phone = Phone.connects(bob);
                Phone laptop = Phone.connects(bob.signsIn())) {
            Answer before = bob.get(SETTINGS).expect(200);
            assertEquals(settings(Set.of()), before.json());
            assertEquals(0, before.seq());

            Answer changed =
                    bob.patch(SETTINGS, "{\"added\":false,\"due_soon\":false}").expect(200);
            assertEquals(settings(Set.of("added", "due_soon")), changed.json());
            assertEquals(1, changed.seq());
            assertEquals(1, bob.patch(SETTINGS, "{\"added\":false}").expect(200).seq(), "it is so already");
            JsonObject event = phone.expectEvents(1, 1).get(0);
            assertEquals("notification:settings_changed", event.getString("type"));
            assertTrue(event.getBoolean("inbox"));
            assertEquals(changed.json(), event.getJsonObject("payload"));
            assertEquals(event, laptop.expectEvents(1, 1).get(0));

            assertEquals(settings(Set.of("added")), said(phone, "{\"due_soon\":null,\"mutationId\":\"on again\"}"));
            event = laptop.expectEvents(2, 1).get(0);
            assertEquals(settings(Set.of("added")), event.getJsonObject("payload"));
            assertEquals("on again", event.getString("mutationId"));
            assertEquals(
                    "bad_request",
                    phone.blurt(command("{\"dueSoon\":true}")).expectRefusal().getString("code"));
            assertEquals(
                    settings(Set.of("added")), bob.get(SETTINGS).expect(200).json());
            assertEquals(settings(Set.of()), ada.get(SETTINGS).expect(200).json());

            ada.adds(bob, workspace, "member");
            adas.expect("workspace:member_joined");
            for (Phone each : List.of(adas, phone, laptop)) {
                each.expectSilence();
            }
        }
    }

    @Test
    @DisplayName("is all that they are notified of, from there on")
    void obeyed() {
        ada.adds(bob, workspace, "member");
        String asked = bob.says(workspace, "When?").id();
        bob.patch(SETTINGS, "{\"assigned\":false,\"mentioned\":false}").expect(200);

        String task = ada.post(
                        "api/workspaces/" + workspace + "/tasks",
                        "{\"title\":\"T\",\"assigneeId\":\"" + bob.id + "\",\"dueOn\":\"2000-01-01\"}")
                .expect(201)
                .id();
        ada.post("api/workspaces/" + workspace + "/messages", "{\"text\":\"@Bob Now.\",\"replyTo\":\"" + asked + "\"}")
                .expect(201);
        ada.comments(workspace, task, "@Bob, look").expect(201);
        assertEquals(List.of("commented", "replied", "added"), kinds(), "the next reason that he wants to hear");

        bob.patch(SETTINGS, "{\"mentioned\":true}").expect(200);
        ada.comments(workspace, task, "@Bob, now look").expect(201);
        assertEquals(List.of("mentioned", "commented", "replied", "added"), kinds());
        assertEquals(4, bob.get("api/notifications").json().getInt("unread"));
    }

    @Test
    @DisplayName("is not echoed to the connection that says so, and is done once for one key")
    void retried() {
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(bob.token));
                Phone laptop = Phone.connects(bob)) {
            String connection =
                    phone.expect("connected").getJsonObject("payload").getString("connectionId");
            Map<String, String> headers = Map.of("X-Connection-Id", connection, "Idempotency-Key", "k");
            Answer first =
                    bob.as("PATCH", SETTINGS, "{\"replied\":false}", headers).expect(200);
            bob.patch(SETTINGS, "{\"replied\":true}").expect(200);
            Answer again =
                    bob.as("PATCH", SETTINGS, "{\"replied\":false}", headers).expect(200);

            assertEquals(first.json(), again.json());
            assertEquals(1, again.seq());
            assertEquals(settings(Set.of()), bob.get(SETTINGS).json());
            assertEquals(1, phone.expect("skip").getJsonObject("payload").getInt("to"));
            phone.expectEvents(2, 1);
            laptop.expectEvents(1, 2);
            phone.expectSilence();
            laptop.expectSilence();
        }
    }

    private List<String> kinds() {
        return bob
                .get("api/notifications")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(item -> item.getString("kind"))
                .toList();
    }

    /** Says it over the socket. @return the reply; the event, which comes before or after it, is heard too */
    private static JsonObject said(Phone phone, String patch) {
        phone.say(command(patch));
        JsonObject one = phone.next();
        JsonObject other = phone.next();
        JsonObject reply = one.getString("type").equals("reply") ? one : other;
        assertEquals("notification:settings_changed", (reply == one ? other : one).getString("type"));
        assertTrue(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("data");
    }

    private static String command(String patch) {
        return "{\"id\":\"s\",\"type\":\"notification:settings\",\"payload\":" + patch + "}";
    }

    private static JsonObject settings(Set<String> unwanted) {
        JsonObjectBuilder settings = Json.createObjectBuilder();
        for (String kind :
                List.of("assigned", "added", "mentioned", "replied", "commented", "due_soon", "webhook_paused")) {
            settings.add(kind, !unwanted.contains(kind));
        }
        return settings.build();
    }
}
