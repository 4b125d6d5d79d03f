package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The servers look every second here. */
@DisplayName("A task that is due soon")
class DueSoonIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String tasks = "api/workspaces/" + workspace + "/tasks";
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    @DisplayName(
            "is heard once, on all devices of whoever is to do it and by nobody else, as something nobody did (C10)")
    void heard() {
        ada.adds(bob, workspace, "member");
        try (Phone adas = Phone.joins(ada, workspace);
                Phone phone = Phone.connects(bob);
                Phone laptop = Phone.connects(bob.signsIn())) {
            // Made before: whatever would be told of them would be told before what is told of the last.
            give(bob, "Long over", today.minusDays(3), "todo");
            give(bob, "Done", today, "done");
            String later = give(bob, "Later", today.plusDays(4), "todo");
            String near = give(bob, "Write the notes", today, "todo");

            List<JsonObject> heard = phone.expectEvents(2, 5);
            assertDue(near, "Write the notes", today, heard.get(4));
            ada.patch(tasks + "/" + later, "{\"dueOn\":\"" + today + "\"}").expect(200);
            JsonObject again = phone.expectEvents(7, 1).get(0);
            assertDue(later, "Later", today, again);

            assertEquals(heard, laptop.expectEvents(2, 5));
            assertEquals(again, laptop.expectEvents(7, 1).get(0));
            for (String type :
                    List.of("task:created", "task:created", "task:created", "task:created", "task:updated")) {
                adas.expect(type);
            }
            for (Phone each : List.of(phone, laptop, adas)) {
                each.expectSilence();
            }
            JsonObject listed = bob.get("api/notifications").expect(200).json();
            assertEquals(again.get("payload"), listed.getJsonArray("items").get(0));
            assertEquals(
                    heard.get(4).get("payload"), listed.getJsonArray("items").get(1));
            assertEquals(7, listed.getInt("unread"));
        }
    }

    @Test
    @DisplayName("is not heard by whoever is no member any more, and by oneself too")
    void members() {
        ada.adds(bob, workspace, "member");
        String his = ada.post(tasks, "{\"title\":\"His\",\"assigneeId\":\"" + bob.id + "\"}")
                .expect(201)
                .id();
        ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
        try (Phone adas = Phone.connects(ada);
                Phone bobs = Phone.connects(bob)) {
            ada.patch(tasks + "/" + his, "{\"dueOn\":\"" + today + "\"}").expect(200);
            String hers = give(ada, "Hers", today, "todo");

            assertDue(hers, "Hers", today, adas.expectEvents(1, 1).get(0));
            bobs.expectSilence();
        }
    }

    private void assertDue(String task, String title, LocalDate day, JsonObject event) {
        assertEquals("notification", event.getString("type"));
        assertTrue(event.getBoolean("inbox"));
        assertFalse(event.containsKey("actor"), event.toString());
        JsonObject payload = event.getJsonObject("payload");
        assertEquals("due_soon", payload.getString("kind"));
        assertEquals(workspace, payload.getString("workspaceId"));
        assertEquals("Engine", payload.getString("workspaceName"));
        assertEquals(task, payload.getString("taskId"));
        assertEquals(title, payload.getString("title"));
        assertEquals(day.toString(), payload.getString("dueOn"));
        assertTrue(payload.isNull("actor"), event.toString());
    }

    private String give(Person assignee, String title, LocalDate day, String status) {
        return ada.post(
                        tasks,
                        "{\"title\":\"%s\",\"assigneeId\":\"%s\",\"dueOn\":\"%s\",\"status\":\"%s\"}"
                                .formatted(title, assignee.id, day, status))
                .expect(201)
                .id();
    }
}
