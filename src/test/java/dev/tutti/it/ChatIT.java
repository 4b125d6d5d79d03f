package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A conversation")
class ChatIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final Person gus = Person.registers("Gus");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String messages = "api/workspaces/" + workspace + "/messages";

    @BeforeEach
    void gather() {
        ada.adds(bob, workspace, "member");
        ada.adds(gus, workspace, "guest");
    }

    @Test
    @DisplayName("is heard by every member as it is kept, whether it was said over HTTP or over the socket")
    void heard() {
        try (Phone adas = Phone.joins(ada, workspace);
                Phone guss = Phone.joins(gus, workspace)) {
            Answer sent = ada.post(messages, "{\"text\":\"Hello\"}").expect(201);
            JsonObject event = guss.expect("chat:message");
            assertEquals(sent.json(), event.getJsonObject("payload"));
            assertEquals(sent.seq(), event.getInt("seq"));
            assertEquals(sent.seq(), sent.json().getInt("seq"));
            assertEquals("\"1\"", sent.header("ETag").orElseThrow());
            adas.expect("chat:message");

            JsonObject reply = say(adas, "chat:send", "\"room\":\"plans\",\"text\":\"There\"");
            JsonObject said = guss.expect("chat:message").getJsonObject("payload");
            assertEquals(said, reply);
            assertEquals("plans", said.getString("room"));
            assertEquals(said, ada.get(messages + "/" + said.getString("id")).json());
            assertEquals(List.of(sent.json()), items(gus.get(messages)));
            assertEquals(List.of(said), items(gus.get(messages + "?room=plans")));
            guss.expectSilence();
        }
    }

    @Test
    @DisplayName("E3: holds a message that was sent twice with one mutationId once, and tells it once")
    void once() {
        String id = UUID.randomUUID().toString();
        String payload = "\"text\":\"Once\",\"id\":\"" + id + "\",\"mutationId\":\"m1\"";
        try (Phone bobs = Phone.joins(bob, workspace);
                Phone adas = Phone.joins(ada, workspace)) {
            JsonObject first = say(bobs, "chat:send", payload);
            assertEquals("m1", adas.expect("chat:message").getString("mutationId"));
            bobs.say(frame("chat:send", payload));
            assertEquals(first, bobs.expect("reply").getJsonObject("data"));
            bobs.say(frame("chat:send", payload.replace("Once", "Twice")));
            assertEquals(
                    "idempotency_mismatch",
                    bobs.expect("reply").getJsonObject("error").getString("code"));
            assertEquals("conflict", code(bobs, "chat:send", "\"text\":\"x\",\"id\":\"" + id + "\""));
            adas.expectSilence();
            bobs.expectSilence();
            assertEquals(1, items(ada.get(messages)).size());
        }
        String key = UUID.randomUUID().toString();
        Answer sent = bob.as("POST", messages, "{\"text\":\"x\"}", Map.of("Idempotency-Key", key));
        Answer again = bob.as("POST", messages, "{\"text\":\"x\"}", Map.of("Idempotency-Key", key));
        assertEquals(
                sent.expect(201).response().body(), again.expect(201).response().body());
        assertEquals("true", again.header("Idempotent-Replay").orElseThrow());
    }

    @Test
    @DisplayName("can be corrected, taken back and reacted to, which all hear")
    void changed() {
        try (Phone bobs = Phone.joins(bob, workspace)) {
            JsonObject said = say(bobs, "chat:send", "\"text\":\"Helo @Ada\"");
            String id = said.getString("id");
            String address = messages + "/" + id;
            assertEquals(List.of(ada.id), strings(said, "mentions"));

            JsonObject edited = say(bobs, "chat:edit", "\"messageId\":\"" + id + "\",\"text\":\"Hello @Gus\"");
            assertEquals(List.of(gus.id), strings(edited, "mentions"));
            assertEquals(2, edited.getInt("version"));
            bob.as("PATCH", address, "{\"text\":\"x\"}", Map.of("If-Match", "\"1\""))
                    .refused(412, "stale_version");
            bob.as("PATCH", address, "{\"text\":\"Hi\"}", Map.of("If-Match", "\"2\""))
                    .expect(200);
            assertEquals(
                    "Hi", bobs.expect("chat:edited").getJsonObject("payload").getString("text"));

            say(bobs, "chat:react", "\"messageId\":\"" + id + "\",\"emoji\":\"🎉\",\"on\":true");
            JsonObject reacted = ada.as("PUT", address + "/reactions/%F0%9F%8E%89", "", Map.of())
                    .expect(200)
                    .json();
            JsonObject event = bobs.expect("chat:reacted").getJsonObject("payload");
            assertEquals(List.of("🎉", ada.id), List.of(event.getString("emoji"), event.getString("userId")));
            assertTrue(event.getBoolean("added"));
            JsonObject reaction = reacted.getJsonArray("reactions").getJsonObject(0);
            assertEquals("🎉", reaction.getString("emoji"));
            assertEquals(List.of(bob.id, ada.id), strings(reaction, "userIds"));
            ada.as("PUT", address + "/reactions/%F0%9F%8E%89", "", Map.of()).expect(200);
            bobs.expectSilence();
            ada.delete(address + "/reactions/%F0%9F%8E%89").expect(200);
            bobs.expect("chat:reacted");
            ada.as("PUT", address + "/reactions/two%20words", "", Map.of()).refused(400, "bad_request");

            ada.delete(address).expect(204);
            assertEquals(
                    id, bobs.expect("chat:deleted").getJsonObject("payload").getString("id"));
            JsonObject left = gus.get(address).expect(200).json();
            assertTrue(left.isNull("text"));
            assertTrue(left.getJsonArray("reactions").isEmpty());
            assertEquals("not_found", code(bobs, "chat:edit", "\"messageId\":\"" + id + "\",\"text\":\"x\""));
            assertEquals("not_found", code(bobs, "chat:delete", "\"messageId\":\"" + id + "\""));

            String mine = say(bobs, "chat:send", "\"text\":\"x\"").getString("id");
            say(bobs, "chat:delete", "\"messageId\":\"" + mine + "\"");
            bobs.expectSilence();
        }
    }

    @Test
    @DisplayName("C10, C11: is read by each for themselves, on all of their devices, and nobody else hears of it")
    void read() {
        try (Phone phone = Phone.joins(bob, workspace);
                Phone laptop = Phone.connects(bob);
                Phone adas = Phone.joins(ada, workspace);
                Phone guss = Phone.joins(gus, workspace)) {
            long first = ada.says(workspace, "one").seq();
            long second = ada.says(workspace, "two").seq();
            for (Phone each : List.of(phone, adas, guss)) {
                each.expectEvents(first, 2);
            }
            JsonObject unread = bob.get(messages + "/unread").expect(200).json();
            assertEquals(2, unread.getInt("unread"));
            JsonObject main = unread.getJsonArray("items").getJsonObject(0);
            assertTrue(main.isNull("room"));
            assertEquals(second, main.getJsonObject("last").getInt("seq"));
            assertEquals(0, ada.get(messages + "/unread").json().getInt("unread"), "one's own");

            JsonObject state = bob.post(messages + "/read", "{\"upTo\":" + first + "}")
                    .expect(200)
                    .json();
            assertEquals(1, state.getInt("unread"));
            assertEquals(state, phone.expect("chat:read").getJsonObject("payload"));
            JsonObject told = laptop.expect("chat:read");
            assertEquals(state, told.getJsonObject("payload"));
            assertTrue(told.getBoolean("inbox"));

            assertEquals(0, say(laptop, "chat:read", "\"upTo\":" + second).getInt("unread"));
            phone.expect("chat:read");
            assertEquals(
                    second, bob.post(messages + "/read", "{\"upTo\":1}").json().getInt("upTo"), "never back");
            bob.post(messages + "/read", "{\"upTo\":" + (second + 1) + "}").refused(400, "bad_value");
            bob.post(messages + "/read", "{\"upTo\":1.5}").refused(400, "bad_value");
            bob.post(messages + "/read", "{}").refused(400, "bad_request");
            assertEquals(1, say(guss, "chat:read", "\"upTo\":" + first).getInt("unread"), "guests read too");
            for (Phone each : List.of(phone, laptop, adas, guss)) {
                each.expectSilence();
            }
        }
    }

    @Test
    @DisplayName("is paged back from the newest, and the position says where the page was true")
    void pages() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            said.add(0, ada.says(workspace, "m" + i).id());
        }
        Answer first = gus.get(messages + "?limit=3").expect(200);
        long end = ada.says(workspace, "meanwhile").seq();
        Answer second = gus.get(messages + "?limit=3&after=" + first.json().getString("next"))
                .expect(200);

        List<String> seen = new ArrayList<>();
        List.of(first, second).forEach(page -> items(page).forEach(item -> seen.add(item.getString("id"))));
        assertEquals(said, seen);
        assertEquals(end - 1, first.seq());
        assertEquals(end, second.seq());
        gus.get(messages + "?room=x&after=" + first.json().getString("next")).refused(400, "bad_value");
        for (String bad : List.of("limit=0", "limit=201", "limit=x", "after=x", "after=")) {
            HostileIT.tellsNothing(gus.get(messages + "?" + bad).refused(400, "bad_value"));
        }
        gus.get(messages + "?room=%00").refused(400, "bad_text");
        gus.get(messages + "?room=" + "x".repeat(101)).refused(400, "bad_request");
    }

    @Test
    @DisplayName("is closed on the socket as it is over HTTP: guests do not write, strangers find nothing")
    void roles() {
        Person eve = Person.registers("Eve");
        String message = ada.says(workspace, "x").id();
        String named = "\"messageId\":\"" + message + "\"";
        Map<String, String> commands = Map.of(
                "chat:send",
                "\"text\":\"x\"",
                "chat:edit",
                named + ",\"text\":\"y\"",
                "chat:delete",
                named,
                "chat:react",
                named + ",\"emoji\":\"x\",\"on\":true");
        try (Phone guss = Phone.connects(gus);
                Phone bobs = Phone.connects(bob);
                Phone eves = Phone.connects(eve)) {
            commands.forEach((type, payload) -> {
                assertEquals("forbidden", code(guss, type, payload), type);
                assertEquals("not_found", code(eves, type, payload), type);
            });
            assertEquals("not_found", code(eves, "chat:read", "\"upTo\":0"));
            assertEquals("forbidden", code(bobs, "chat:edit", named + ",\"text\":\"y\""));
            assertEquals("forbidden", code(bobs, "chat:delete", named));
            ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
            assertEquals("not_found", code(bobs, "chat:send", "\"text\":\"x\""));
        }
        assertEquals("x", ada.get(messages + "/" + message).json().getString("text"));
    }

    @Test
    @DisplayName("C2: has no way to what was said in another workspace")
    void otherWorkspace() {
        Person eve = Person.registers("Eve");
        String lair = eve.createsWorkspace("Lair");
        String message = ada.says(workspace, "x").id();
        String own = "api/workspaces/" + lair + "/messages";

        eve.get(own + "/" + message).refused(404, "not_found");
        eve.post(own, "{\"text\":\"x\",\"replyTo\":\"" + message + "\"}").refused(400, "bad_request");
        eve.post(own, "{\"text\":\"x\",\"id\":\"" + message + "\"}").expect(201);
        assertEquals("x", ada.get(messages + "/" + message).json().getString("text"));
    }

    @Test
    @DisplayName("C14, E1: keeps its own idea of who, when and where, whatever is sent")
    void forged() {
        String forged = ",\"seq\":1,\"version\":9,\"createdAt\":\"1999-01-01T00:00:00Z\",\"userId\":\"" + bob.id
                + "\",\"author\":{\"id\":\"" + bob.id + "\"},\"workspaceId\":\"" + workspace
                + "\",\"mentions\":[\"" + bob.id + "\"],\"deletedAt\":\"1999-01-01T00:00:00Z\"";
        Answer sent = ada.post(messages, "{\"text\":\"x\"" + forged + "}").expect(201);
        JsonObject kept = ada.patch(messages + "/" + sent.id(), "{\"text\":\"y\"" + forged + "}")
                .expect(200)
                .json();

        assertEquals(ada.id, kept.getJsonObject("author").getString("id"));
        assertEquals(sent.seq(), kept.getInt("seq"));
        assertEquals(2, kept.getInt("version"));
        assertTrue(kept.getString("createdAt").startsWith("20"));
        assertTrue(kept.getJsonArray("mentions").isEmpty());
        assertTrue(kept.isNull("deletedAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":\" \"}",
                "{\"text\":7}",
                "{\"text\":\"x\",\"id\":\"00000000-0000-1000-8000-000000000000\"}",
                "{\"text\":\"x\",\"room\":\"\"}",
                "{\"text\":\"x\",\"room\":\"a\\nb\"}",
                "{\"text\":\"x\",\"room\":[]}",
                "{\"text\":\"x\",\"replyTo\":\"none\"}"
            })
    @DisplayName("E2, D14: refuses what is not valid, over HTTP and over the socket alike")
    void invalid(String body) {
        HostileIT.tellsNothing(ada.post(messages, body).refused(400, "bad_request"));
        try (Phone phone = Phone.connects(ada)) {
            String members = body.substring(1, body.length() - 1);
            assertEquals("bad_request", misspoken(phone, "chat:send", members.isEmpty() ? "\"x\":1" : members));
        }
    }

    @Test
    @DisplayName("E2: refuses commands that name nothing")
    void incomplete() {
        try (Phone phone = Phone.connects(ada)) {
            for (String type : List.of("chat:send", "chat:edit", "chat:delete", "chat:react", "chat:read")) {
                assertEquals(
                        "bad_request",
                        phone.blurt("{\"id\":1,\"type\":\"" + type + "\",\"payload\":{\"workspaceId\":\"1-1-1-1-1\"}}")
                                .expectRefusal()
                                .getString("code"));
                assertEquals("bad_request", misspoken(phone, type, "\"x\":1"), type);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\u001b[31m", "\\u007f"})
    @DisplayName("D16: takes no control characters and no halves of surrogate pairs")
    void unfit(String unfit) {
        String text = "\"a" + unfit + "\"";
        String id = ada.says(workspace, "x").id();

        ada.post(messages, "{\"text\":" + text + "}").refused(400, "bad_text");
        ada.post(messages, "{\"text\":\"x\",\"room\":" + text + "}").refused(400, "bad_text");
        ada.patch(messages + "/" + id, "{\"text\":" + text + "}").refused(400, "bad_text");
        try (Phone phone = Phone.connects(ada)) {
            phone.blurt(frame("chat:send", "\"text\":" + text));
            JsonObject refusal = phone.next();
            assertTrue(refusal.toString().contains("bad_text"), refusal.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line\nnext\ttab",
                "\u202Eright to left",
                "zero\u200Bwidth",
                "cafe\u0301 and caf\u00E9",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "<img src=x onerror=alert(1)>",
                "'; drop table chat_message; --",
                "%' escape '!",
                "${jndi:ldap://127.0.0.1/x}"
            })
    @DisplayName("D17, D18, E8: keeps every other text as it was sent, also as the name of a room")
    void verbatim(String text) {
        String quoted = Json.createValue(text).toString();
        boolean line = !text.contains("\n");
        String room = line ? ",\"room\":" + quoted : "";
        String id = ada.post(messages, "{\"text\":" + quoted + room + "}")
                .expect(201)
                .id();
        JsonObject kept = ada.get(messages + "/" + id).json();

        assertEquals(text, kept.getString("text"));
        if (line) {
            assertEquals(text, kept.getString("room"));
            String name = URLEncoder.encode(text, StandardCharsets.UTF_8);
            assertEquals(List.of(kept), items(ada.get(messages + "?room=" + name)));
        }
    }

    private String frame(String type, String payload) {
        return "{\"id\":1,\"type\":\"%s\",\"payload\":{\"workspaceId\":\"%s\",%s}}".formatted(type, workspace, payload);
    }

    /** Says something that succeeds, and hears the event of it too if that is due. @return what the reply says */
    private JsonObject say(Phone phone, String type, String payload) {
        phone.say(frame(type, payload));
        JsonObject first = phone.next();
        // The event goes its own way, so either may be first.
        JsonObject second = phone.next();
        JsonObject reply = first.getString("type").equals("reply") ? first : second;
        assertTrue(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("data");
    }

    private String code(Phone phone, String type, String payload) {
        return phone.refused(frame(type, payload)).getString("code");
    }

    /** The same for what no document allows. */
    private String misspoken(Phone phone, String type, String payload) {
        return phone.blurt(frame(type, payload)).expectRefusal().getString("code");
    }

    private static List<JsonObject> items(Answer answer) {
        return answer.expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    private static List<String> strings(JsonObject object, String member) {
        return object.getJsonArray(member).getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }
}
