package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A notification")
class NotificationsIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final Person cleo = Person.registers("Cleo");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String tasks = "api/workspaces/" + workspace + "/tasks";

    @Test
    @DisplayName(
            "is heard on all devices of the one whom it is for, in order and without a hole, and by nobody else (C10)")
    void heardByOne() {
        ada.adds(cleo, workspace, "member");
        try (Phone adas = Phone.joins(ada, workspace);
                Phone cleos = Phone.joins(cleo, workspace);
                Phone phone = Phone.connects(bob);
                Phone laptop = Phone.connects(bob.signsIn())) {
            ada.adds(bob, workspace, "member");
            String task = assign("Write the notes", bob);
            String other = ada.createsTask(workspace, "Read the notes").id();
            cleo.patch(tasks + "/" + other, "{\"assigneeId\":\"" + bob.id + "\"}")
                    .expect(200);
            bob.patch(tasks + "/" + task, "{\"assigneeId\":null}").expect(200);
            bob.patch(tasks + "/" + task, "{\"assigneeId\":\"" + bob.id + "\"}").expect(200);

            List<JsonObject> heard = phone.expectEvents(1, 3);
            assertEquals(heard, laptop.expectEvents(1, 3));
            for (JsonObject event : heard) {
                assertEquals("notification", event.getString("type"));
                assertTrue(event.getBoolean("inbox"));
                assertEquals(workspace, event.getJsonObject("payload").getString("workspaceId"));
            }
            assertEquals("added", heard.get(0).getJsonObject("payload").getString("kind"));
            assertEquals("Engine", heard.get(0).getJsonObject("payload").getString("workspaceName"));
            assertEquals("assigned", heard.get(1).getJsonObject("payload").getString("kind"));
            assertEquals(
                    "Write the notes", heard.get(1).getJsonObject("payload").getString("title"));
            assertEquals("Ada", heard.get(1).getJsonObject("actor").getString("name"));
            assertEquals(other, heard.get(2).getJsonObject("payload").getString("taskId"));
            assertEquals("Cleo", heard.get(2).getJsonObject("actor").getString("name"));

            for (Phone member : List.of(adas, cleos)) {
                for (String type : List.of(
                        "workspace:member_joined",
                        "task:created",
                        "task:created",
                        "task:updated",
                        "task:updated",
                        "task:updated")) {
                    member.expect(type);
                }
            }
            for (Phone each : List.of(adas, cleos, phone, laptop)) {
                each.expectSilence();
            }
            assertEquals(
                    heard.stream().map(event -> event.get("payload")).toList(),
                    reversed(list(bob).getJsonArray("items").getValuesAs(JsonObject.class)));
            assertEquals(1, list(cleo).getInt("unread"), "of having been added, and nothing of Bob's");
            assertEquals(0, list(ada).getInt("unread"));
        }
    }

    @Test
    @DisplayName("is marked as read on one device and thereby on all, forward only, over HTTP and over the socket")
    void read() {
        ada.adds(bob, workspace, "member");
        assign("One", bob);
        assign("Two", bob);
        try (Phone phone = Phone.connects(bob);
                Phone laptop = Phone.connects(bob)) {
            Answer first = bob.post("api/notifications/read", "{\"upTo\":2}").expect(200);
            assertEquals(4, first.seq());
            assertState(2, 1, first.json());
            for (Phone device : List.of(phone, laptop)) {
                JsonObject heard = device.expectEvents(4, 1).get(0);
                assertEquals("notification:read", heard.getString("type"));
                assertState(2, 1, heard.getJsonObject("payload"));
            }

            Answer backwards =
                    bob.post("api/notifications/read", "{\"upTo\":1}").expect(200);
            assertState(2, 1, backwards.json());
            assertEquals(4, backwards.seq());
            bob.post("api/notifications/read", "{\"upTo\":5}").refused(400, "bad_value");
            bob.post("api/notifications/read", "{\"upTo\":1.5}").refused(400, "bad_value");
            bob.post("api/notifications/read", "{}").refused(400, "bad_request");
            phone.expectSilence();

            assertState(3, 0, said(phone, 3));
            assertState(3, 0, laptop.expectEvents(5, 1).get(0).getJsonObject("payload"));
            laptop.expectSilence();
            assertState(3, 0, list(bob));
            assertEquals(5, bob.get("api/notifications").seq());

            assertEquals("bad_value", phone.refused(mark(6)).getString("code"));
            assign("Three", bob);
            phone.expectEvents(6, 1);
            laptop.expectEvents(6, 1);
            assertState(3, 1, list(bob));
        }
    }

    @Test
    @DisplayName("is not sent to the connection that is named for no echo, which hears skip in its place")
    void noEcho() {
        ada.adds(bob, workspace, "member");
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(bob.token));
                Phone laptop = Phone.connects(bob)) {
            String connection =
                    phone.expect("connected").getJsonObject("payload").getString("connectionId");
            bob.as("POST", "api/notifications/read", "{\"upTo\":1}", Map.of("X-Connection-Id", connection))
                    .expect(200);

            JsonObject skip = phone.expect("skip").getJsonObject("payload");
            assertTrue(skip.getBoolean("inbox"));
            assertEquals(2, skip.getInt("to"));
            laptop.expect("notification:read");
        }
    }

    @Test
    @DisplayName("is not sent for what was refused")
    void refused() {
        ada.adds(cleo, workspace, "guest");
        String task = ada.createsTask(workspace, "Task").id();
        ada.patch(tasks + "/" + task, "{\"assigneeId\":\"" + ada.id + "\"}").expect(200);
        try (Phone bobs = Phone.connects(bob);
                Phone cleos = Phone.connects(cleo)) {
            ada.patch(tasks + "/" + task, "{\"assigneeId\":\"" + bob.id + "\"}").refused(400, "bad_request");
            cleo.patch(tasks + "/" + task, "{\"assigneeId\":\"" + cleo.id + "\"}")
                    .refused(403, "forbidden");
            ada.as("PATCH", tasks + "/" + task, "{\"assigneeId\":\"" + cleo.id + "\"}", Map.of("If-Match", "\"1\""))
                    .refused(412, "stale_version");
            ada.post("api/workspaces/" + workspace + "/members", "{\"userId\":\"" + cleo.id + "\",\"role\":\"member\"}")
                    .refused(409, "conflict");
            bobs.expectSilence();
            cleos.expectSilence();
            assertEquals(0, list(bob).getInt("unread"));
            assertEquals(1, list(cleo).getInt("unread"), "of having been added");
        }
    }

    @Test
    @DisplayName("waits for whoever is away, and is listed in pages, the newest first")
    void away() {
        ada.adds(bob, workspace, "member");
        for (int i = 0; i < 4; i++) {
            assign("Task " + i, bob);
        }
        try (Phone phone = Phone.dials(Phone.Handshake.bearer(bob.token))) {
            JsonObject inbox =
                    phone.expect("connected").getJsonObject("payload").getJsonObject("inbox");
            assertEquals(5, inbox.getInt("seq"));
            phone.expectSilence();
        }
        JsonObject first = bob.get("api/notifications?limit=3").expect(200).json();
        JsonObject second = bob.get("api/notifications?limit=3&after=" + first.getString("next"))
                .expect(200)
                .json();
        assertEquals(List.of(5, 4, 3), numbers(first));
        assertEquals(List.of(2, 1), numbers(second));
        assertTrue(second.isNull("next"));
        ada.get("api/notifications?after=" + first.getString("next")).refused(400, "bad_value");
    }

    private String assign(String title, Person person) {
        return ada.post(tasks, "{\"title\":\"%s\",\"assigneeId\":\"%s\"}".formatted(title, person.id))
                .expect(201)
                .id();
    }

    private static JsonObject list(Person person) {
        return person.get("api/notifications").expect(200).json();
    }

    /** Marks as read over the socket. @return the reply; the event, which comes before or after it, is heard too */
    private static JsonObject said(Phone phone, long upTo) {
        phone.say(mark(upTo));
        JsonObject one = phone.next();
        JsonObject other = phone.next();
        JsonObject reply = one.getString("type").equals("reply") ? one : other;
        JsonObject event = reply == one ? other : one;
        assertEquals("notification:read", event.getString("type"));
        assertTrue(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("data");
    }

    private static String mark(long upTo) {
        return "{\"id\":\"r\",\"type\":\"notification:read\",\"payload\":{\"upTo\":" + upTo + "}}";
    }

    private static void assertState(long upTo, long unread, JsonObject state) {
        assertEquals(upTo, state.getJsonNumber("upTo").longValueExact());
        assertEquals(unread, state.getJsonNumber("unread").longValueExact());
    }

    private static List<Integer> numbers(JsonObject page) {
        return page.getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getInt("seq"))
                .toList();
    }

    private static List<JsonObject> reversed(List<JsonObject> items) {
        List<JsonObject> turned = new ArrayList<>(items);
        Collections.reverse(turned);
        return turned;
    }
}
