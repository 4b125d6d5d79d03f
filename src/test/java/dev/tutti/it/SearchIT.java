package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The search, on a server")
class SearchIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String home = "api/workspaces/" + workspace;

    @Test
    @DisplayName("finds what a member may see, with marks, and nothing for a stranger or for one who was removed (C13)")
    void finds() {
        String task = ada.createsTask(workspace, "Größere Boiler").id();
        String comment = ada.post(home + "/tasks/" + task + "/comments", "{\"text\":\"A boiler?\"}")
                .expect(201)
                .id();
        String message = ada.post(home + "/messages", "{\"text\":\"boilers 🚢\",\"room\":\"ships\"}")
                .expect(201)
                .id();
        ada.adds(bob, workspace, "guest");

        List<JsonObject> hits = hits(bob, "q=boiler");
        assertEquals(List.of(task, comment, message), ids(hits));
        assertEquals(
                "[[8,14]]",
                hits.get(0).getJsonObject("title").getJsonArray("marks").toString());
        assertEquals("ships", hits.get(2).getString("room"));
        assertEquals(task, hits.get(1).getString("taskId"));
        assertEquals(List.of(task), ids(hits(bob, "q=" + encoded("grö boil"))));
        assertEquals(1, hits(bob, "q=boiler&limit=1").size());
        assertEquals(List.of(message), ids(hits(bob, "q=boiler&kind=message&workspace=" + workspace)));

        ada.delete(home + "/members/" + bob.id).expect(204);
        assertEquals(List.of(), hits(bob, "q=boiler"));
        bob.get("api/search?q=boiler&workspace=" + workspace).refused(404, "not_found");
        assertEquals(List.of(), hits(Person.registers("Eve"), "q=boiler"));
    }

    @Test
    @DisplayName("refuses what it cannot look for (E7, E8, F14)")
    void refused() {
        for (String query : List.of(
                "",
                "q=",
                "q=" + encoded("%_'"),
                "q=" + "x".repeat(201),
                "q=x&limit=0",
                "q=x&kind=person",
                "q=x&workspace=1")) {
            ada.get("api/search?" + query).refused(400, "bad_value");
        }
        assertEquals(List.of(), hits(ada, "q=" + encoded("x' or 1=1; drop table task --")));
        ada.createsTask(workspace, "Still here");
    }

    private static List<String> ids(List<JsonObject> hits) {
        return hits.stream().map(hit -> hit.getString("id")).toList();
    }

    private static List<JsonObject> hits(Person person, String query) {
        return person.get("api/search?" + query).expect(200).json().getJsonArray("items").stream()
                .map(JsonValue::asJsonObject)
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
