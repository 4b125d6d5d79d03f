package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Activity over HTTP")
class ActivityIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String home = "api/workspaces/" + workspace;

    @Test
    @DisplayName("shows what was heard, the newest first, of the workspace and of one task")
    void asHeard() {
        List<JsonObject> heard = new ArrayList<>();
        String task;
        try (Phone phone = Phone.joins(ada, workspace)) {
            task = ada.as("POST", home + "/tasks", "{\"title\":\"One\"}", Map.of("Idempotency-Key", workspace))
                    .expect(201)
                    .id();
            String comment = ada.comments(workspace, task, "x").id();
            ada.createsTask(workspace, "Another");
            ada.says(workspace, "Hello");
            ada.patch(home + "/tasks/" + task + "/comments/" + comment, "{\"text\":\"y\"}")
                    .expect(200);
            for (int i = 0; i < 5; i++) {
                heard.add(phone.next());
            }
        }

        List<JsonObject> shown = all(home + "/activity", 2);
        assertEquals("workspace:member_joined", shown.remove(0).getString("type"));
        assertEquals(
                heard.stream().map(ActivityIT::plain).toList(),
                shown.stream().map(ActivityIT::plain).toList());
        assertEquals(
                List.of(heard.get(0), heard.get(1), heard.get(4)).stream()
                        .map(ActivityIT::plain)
                        .toList(),
                all(home + "/tasks/" + task + "/activity", 1).stream()
                        .map(ActivityIT::plain)
                        .toList());
        ada.delete(home + "/tasks/" + task).expect(204);
        ada.get(home + "/tasks/" + task + "/activity").refused(404, "not_found");
    }

    /** @return all pages, the oldest first */
    private List<JsonObject> all(String list, int limit) {
        List<JsonObject> seen = new ArrayList<>();
        String next = "";
        do {
            JsonObject page =
                    ada.get(list + "?limit=" + limit + next).expect(200).json();
            seen.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
            next = page.isNull("next") ? "" : "&after=" + page.getString("next");
        } while (!next.isEmpty());
        Collections.reverse(seen);
        return seen;
    }

    /** An event leaves out the mutation that there was not; a list says so. */
    private static JsonObject plain(JsonObject event) {
        return event.containsKey("mutationId") && event.isNull("mutationId")
                ? Json.createObjectBuilder(event).remove("mutationId").build()
                : event;
    }
}
