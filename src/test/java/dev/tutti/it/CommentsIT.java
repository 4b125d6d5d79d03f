package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A comment")
class CommentsIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final Person gus = Person.registers("Gus");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String tasks = "api/workspaces/" + workspace + "/tasks/";
    private final String task = ada.createsTask(workspace, "The engine").id();
    private final String comments = tasks + task + "/comments";

    @BeforeEach
    void gather() {
        ada.adds(bob, workspace, "member");
        ada.adds(gus, workspace, "guest");
    }

    @Test
    @DisplayName("is heard by every member as it is kept, and so is what becomes of it")
    void live() {
        try (Phone guss = Phone.joins(gus, workspace)) {
            Answer made = bob.comments(workspace, task, "Steam, @Gus?");
            JsonObject event = guss.next();
            // His own notification goes another way, so either may be first.
            JsonObject notification = event.getString("type").equals("notification") ? event : guss.next();
            event = event == notification ? guss.next() : event;
            assertEquals("comment:created", event.getString("type"));
            assertEquals(made.json(), event.getJsonObject("payload"));
            assertEquals(made.seq(), event.getInt("seq"));
            assertEquals("mentioned", notification.getJsonObject("payload").getString("kind"));

            String comment = comments + "/" + made.id();
            bob.as("PATCH", comment, "{\"text\":\"Water\"}", Map.of("If-Match", "\"1\""))
                    .expect(200);
            assertEquals(
                    "Water",
                    guss.expect("comment:updated").getJsonObject("payload").getString("text"));
            bob.as("PATCH", comment, "{\"text\":\"Fire\"}", Map.of("If-Match", "\"1\""))
                    .refused(412, "stale_version");
            bob.as("DELETE", comment, "", Map.of("If-Match", "\"1\"")).refused(412, "stale_version");
            ada.as("PUT", comment + "/reactions/%F0%9F%8E%89", "", Map.of()).expect(200);
            assertEquals(
                    "🎉",
                    guss.expect("comment:reacted").getJsonObject("payload").getString("emoji"));
            ada.as("PUT", comment + "/reactions/%F0%9F%8E%89", "", Map.of()).expect(200);
            JsonObject shown = gus.get(comment).expect(200).json();
            assertEquals(List.of(shown), items(gus.get(comments)));
            assertEquals("🎉", shown.getJsonArray("reactions").getJsonObject(0).getString("emoji"));

            ada.patch(comment, "{\"text\":\"Mine\"}").refused(403, "forbidden");
            ada.delete(comment).expect(204);
            assertEquals(
                    made.id(),
                    guss.expect("comment:deleted").getJsonObject("payload").getString("id"));
            gus.get(comment).refused(404, "not_found");
            guss.expectSilence();
        }
    }

    @Test
    @DisplayName("is not found while its task lies in the trash, nor on another task")
    void onItsTask() {
        String comment = bob.comments(workspace, task, "x").id();
        String other = ada.createsTask(workspace, "Another").id();

        bob.get(tasks + other + "/comments/" + comment).refused(404, "not_found");
        bob.patch(tasks + other + "/comments/" + comment, "{\"text\":\"y\"}").refused(404, "not_found");
        ada.delete(tasks + task).expect(204);
        for (String path : List.of(comments, comments + "/" + comment, tasks + task + "/watch")) {
            bob.get(path).refused(404, "not_found");
        }
        bob.post(comments, "{\"text\":\"y\"}").refused(404, "not_found");
        bob.delete(comments + "/" + comment).refused(404, "not_found");
        ada.post(tasks + task + "/restore", "").expect(200);
        assertEquals("x", bob.get(comments + "/" + comment).expect(200).json().getString("text"));
    }

    @Test
    @DisplayName("is told to whoever watches the task, on all of their devices: once, and by the nearest reason")
    void watched() {
        try (Phone phone = Phone.connects(bob);
                Phone laptop = Phone.connects(bob)) {
            ada.patch(tasks + task, "{\"assigneeId\":\"" + bob.id + "\"}").expect(200);
            assertTrue(bob.get(tasks + task + "/watch").json().getBoolean("watching"));
            assertFalse(gus.get(tasks + task + "/watch").json().getBoolean("watching"));
            ada.comments(workspace, task, "Done?");
            ada.comments(workspace, task, "@Bob, done?");
            for (Phone each : List.of(phone, laptop)) {
                assertEquals("assigned", kind(each));
                JsonObject commented = each.expect("notification").getJsonObject("payload");
                assertEquals("commented", commented.getString("kind"));
                assertEquals("Done?", commented.getString("excerpt"));
                assertEquals("The engine", commented.getString("title"));
                assertEquals(task, commented.getString("taskId"));
                assertEquals("mentioned", kind(each));
            }
            bob.delete(tasks + task + "/watch").expect(200);
            bob.delete(tasks + task + "/watch").expect(200);
            for (Phone each : List.of(phone, laptop)) {
                JsonObject told = each.expect("task:watch");
                assertTrue(told.getBoolean("inbox"));
                assertFalse(told.getJsonObject("payload").getBoolean("watching"));
            }
            ada.comments(workspace, task, "Not heard");
            bob.comments(workspace, task, "Mine");
            ada.comments(workspace, task, "Nor this");
            gus.as("PUT", tasks + task + "/watch", "", Map.of()).expect(200);
            for (Phone each : List.of(phone, laptop)) {
                each.expectSilence();
            }
            assertEquals(4, bob.get("api/notifications").json().getInt("unread"), "having been added, and these three");
        }
    }

    @Test
    @DisplayName("names people, who hear of it once however it concerns them, and answers are told to who is answered")
    void spokenTo() {
        String messages = "api/workspaces/" + workspace + "/messages";
        try (Phone phone = Phone.connects(bob)) {
            String asked = bob.says(workspace, "Who?").id();
            ada.post(messages, "{\"text\":\"Me\",\"replyTo\":\"" + asked + "\"}")
                    .expect(201);
            JsonObject replied = phone.expect("notification").getJsonObject("payload");
            assertEquals("replied", replied.getString("kind"));
            assertEquals("Me", replied.getString("excerpt"));
            Answer both = ada.post(messages, "{\"text\":\"@bob me\",\"replyTo\":\"" + asked + "\"}");
            assertEquals("mentioned", kind(phone));
            ada.patch(messages + "/" + both.id(), "{\"text\":\"@Bob, me\"}").expect(200);
            Answer plain = ada.says(workspace, "nobody");
            ada.patch(messages + "/" + plain.id(), "{\"text\":\"@Bob and @Gus\"}")
                    .expect(200);
            assertEquals("mentioned", kind(phone));
            bob.says(workspace, "@Bob and @Ada");
            phone.expectSilence();
            assertEquals(
                    List.of("mentioned"),
                    items(ada.get("api/notifications")).stream()
                            .map(item -> item.getString("kind"))
                            .toList());
        }
    }

    @Test
    @DisplayName("C2, C14, E1: belongs to whom it belongs, whatever is sent")
    void forged() {
        Person eve = Person.registers("Eve");
        String lair = eve.createsWorkspace("Lair");
        String hers = eve.createsTask(lair, "Trap").id();
        String comment = bob.comments(workspace, task, "x").id();
        String own = "api/workspaces/" + lair + "/tasks/" + hers + "/comments/";
        eve.get(own + comment).refused(404, "not_found");
        eve.delete(own + comment).refused(404, "not_found");
        eve.get("api/workspaces/" + lair + "/tasks/" + task + "/comments").refused(404, "not_found");

        String forged = ",\"seq\":1,\"version\":9,\"taskId\":\"" + UUID.randomUUID() + "\",\"author\":{\"id\":\""
                + ada.id + "\"},\"createdAt\":\"1999-01-01T00:00:00Z\",\"mentions\":[\"" + ada.id + "\"]";
        JsonObject made =
                bob.post(comments, "{\"text\":\"x\"" + forged + "}").expect(201).json();
        assertEquals(bob.id, made.getJsonObject("author").getString("id"));
        assertEquals(task, made.getString("taskId"));
        assertEquals(1, made.getInt("version"));
        assertTrue(made.getInt("seq") > 1);
        assertTrue(made.getJsonArray("mentions").isEmpty());
        bob.post(comments, "{\"text\":\"x\",\"id\":\"" + comment + "\"}").refused(409, "conflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":null}",
                "{\"text\":7}",
                "{\"text\":\"x\",\"id\":\"00000000-0000-1000-8000-000000000000\"}"
            })
    @DisplayName("E2: is refused when it is not valid")
    void invalid(String body) {
        HostileIT.tellsNothing(bob.post(comments, body).refused(400, "bad_request"));
        String emoji = "\uD83D\uDE80";
        bob.post(comments, "{\"text\":\"" + emoji.repeat(10_000) + "\"}").expect(201);
        bob.post(comments, "{\"text\":\"" + emoji.repeat(10_001) + "\"}").refused(400, "bad_request");
    }

    private static String kind(Phone phone) {
        return phone.expect("notification").getJsonObject("payload").getString("kind");
    }

    private static List<JsonObject> items(Answer answer) {
        return answer.expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);
    }
}
