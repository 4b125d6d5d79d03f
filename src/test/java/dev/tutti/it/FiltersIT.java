package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What somebody has to do")
class FiltersIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String engine = ada.createsWorkspace("Engine");
    private final String garden = bob.createsWorkspace("Garden");

    @Test
    @DisplayName("is one list over all of their workspaces, what is due first first, with nothing of other people's")
    void myTasks() {
        ada.adds(bob, engine, "guest");
        create(ada, engine, "\"title\":\"later\",\"dueOn\":\"2999-01-02\",\"assigneeId\":\"" + bob.id + "\"");
        create(bob, garden, "\"title\":\"sooner\",\"dueOn\":\"2999-01-01\",\"assigneeId\":\"" + bob.id + "\"");
        create(bob, garden, "\"title\":\"done\",\"status\":\"done\",\"assigneeId\":\"" + bob.id + "\"");
        create(bob, garden, "\"title\":\"nobody's\"");

        assertEquals(List.of("sooner", "later"), titles(bob, "api/tasks?assignee=me&open=true"));
        assertEquals(List.of("sooner", "later", "done"), titles(bob, "api/tasks?assignee=me"));
        assertEquals(List.of(), titles(bob, "api/tasks?assignee=me&dueWithin=7"));
        assertEquals(List.of("later"), titles(ada, "api/tasks"));

        JsonObject first = bob.get("api/tasks?assignee=me&limit=1").expect(200).json();
        assertEquals(List.of("later", "done"), titles(bob, "api/tasks?assignee=me&after=" + first.getString("next")));
        bob.get("api/tasks?after=" + first.getString("next") + "x").refused(400, "bad_value");
    }

    @Test
    @DisplayName("can be kept as a filter, which all of their devices hear of, and which others neither see nor use")
    void kept() {
        create(ada, engine, "\"title\":\"Oil the pump\",\"labels\":[\"urgent\"]");
        create(ada, engine, "\"title\":\"Paint the pump\"");
        String filter = "api/filters/" + UUID.randomUUID();
        try (Phone phone = Phone.connects(ada);
                Phone laptop = Phone.connects(ada.signsIn())) {
            Answer saved = ada.put(filter, "{\"name\":\"Urgent\",\"conditions\":{\"label\":\"urgent\",\"open\":true}}");
            saved.expect(200);
            String tag = saved.header("ETag").orElseThrow();
            assertTrue(saved.header("Journal-Position").isPresent());
            for (Phone each : List.of(phone, laptop)) {
                JsonObject heard = each.expect("filter:saved");
                assertEquals(saved.json(), heard.getJsonObject("payload"));
                assertEquals(
                        "urgent",
                        heard.getJsonObject("payload")
                                .getJsonObject("conditions")
                                .getString("label"));
            }
            assertEquals(List.of("Oil the pump"), titles(ada, filter + "/tasks"));
            assertEquals(
                    1,
                    ada.get("api/filters")
                            .expect(200)
                            .json()
                            .getJsonArray("items")
                            .size());
            assertEquals(
                    JsonValue.EMPTY_JSON_ARRAY,
                    bob.get("api/filters").expect(200).json().getJsonArray("items"));
            bob.get(filter).refused(404, "not_found");
            bob.get(filter + "/tasks").refused(404, "not_found");

            ada.put(filter, "{\"name\":\"x\",\"conditions\":{\"dueWithin\":-1}}")
                    .refused(400, "bad_value");
            ada.put(filter, "{\"name\":\"x\"}").refused(400, "bad_request");
            ada.put(filter, "{\"name\":\"Pressing\",\"conditions\":{}}").expect(200);
            ada.as("DELETE", filter, "", Map.of("If-Match", tag)).refused(412, "stale_version");
            ada.delete(filter).expect(204);
            for (Phone each : List.of(phone, laptop)) {
                each.expect("filter:saved");
                each.expect("filter:deleted");
                each.expectSilence();
            }
        }
    }

    private void create(Person person, String workspace, String fields) {
        person.post("api/workspaces/" + workspace + "/tasks", "{" + fields + "}")
                .expect(201);
    }

    private static List<String> titles(Person person, String path) {
        return person.get(path).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(task -> task.getString("title"))
                .toList();
    }
}
