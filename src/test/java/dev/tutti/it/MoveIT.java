package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.work.snapshot.Replica;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A workspace as a file")
class MoveIT extends ServerIT {
    private static final int MANY = 20_000;
    private static final Map<String, String> TABLE = Map.of("Content-Type", "text/csv");

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine Works");
    private final String home = "api/workspaces/" + workspace;

    @Test
    @DisplayName(
            "is exported as JSON with all that its members see, and imported into another with the same tasks in the same order")
    void json() {
        furnish();
        Answer exported = ada.get(home + "/export").expect(200);
        assertEquals(
                "application/json", exported.header("Content-Type").orElse("").split(";")[0]);
        assertEquals(
                Optional.of("attachment; filename=\"tutti-engine-works.json\""),
                exported.header("Content-Disposition"));
        JsonObject file = exported.json();
        assertEquals(1, file.getInt("tutti"));
        assertEquals("said", file.getJsonArray("comments").getJsonObject(0).getString("text"));
        assertEquals("in a room", file.getJsonArray("messages").getJsonObject(1).getString("text"));
        JsonObject snapshot = snapshot(home);
        assertTrue(file.getString("position").startsWith(snapshot.getString("epoch") + ":" + snapshot.getInt("seq")));

        String other = "api/workspaces/" + ada.createsWorkspace("Copy");
        Answer imported =
                ada.post(other + "/import", exported.response().body()).expect(201);

        assertEquals(3, imported.json().getInt("tasks"));
        assertEquals(
                List.of("comments", "messages"),
                imported.json().getJsonArray("ignored").stream()
                        .map(name -> name.toString().replace("\"", ""))
                        .toList());
        assertEquals(tasks(home), tasks(other));
        assertEquals(snapshot(other).getInt("seq"), imported.seq());
    }

    @Test
    @DisplayName(
            "is exported as a table in which nothing is a formula, and imported from it with the same tasks in the same order")
    void csv() {
        furnish();
        Answer exported = ada.get(home + "/export?format=csv").expect(200);
        assertEquals("text/csv", exported.header("Content-Type").orElse("").split(";")[0]);
        String table = exported.response().body();
        assertTrue(table.startsWith("\uFEFFid,title,"), table);
        assertTrue(table.contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\","), table);

        String other = "api/workspaces/" + ada.createsWorkspace("Copy");
        ada.as("POST", other + "/import", table, TABLE).expect(201);

        assertEquals(tasks(home), tasks(other));
    }

    @Test
    @DisplayName("whose people are others leaves its tasks to nobody, and says how many")
    void strangers() {
        Answer imported = ada.post(
                        home + "/import",
                        "{\"tasks\":[{\"title\":\"Mine\",\"assigneeId\":\"%s\"},{\"title\":\"Theirs\",\"assigneeId\":\"%s\"}]}"
                                .formatted(ada.id, UUID.randomUUID()))
                .expect(201);

        assertEquals(1, imported.json().getInt("unassigned"));
    }

    @Test
    @DisplayName(
            "of twenty thousand tasks is one write, heard as one bulk in parts of which each fits into a frame; what was folded is the snapshot")
    void many() {
        String file = "{\"tasks\":[\n"
                + IntStream.range(0, MANY)
                        .mapToObj(i ->
                                "{\"title\":\"Task %d\",\"status\":\"s%d\",\"labels\":[\"l%d\"],\"description\":\"%s\"}"
                                        .formatted(i, i % 7, i % 11, "word ".repeat(i % 12)))
                        .collect(Collectors.joining(",\n"))
                + "\n]}";
        JsonObject start = snapshot(home);
        Replica replica = new Replica(ada.id, start);
        try (Phone phone = Phone.joins(ada, workspace)) {
            long begin = System.nanoTime();
            Answer imported = ada.post(home + "/import", file).expect(201);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            int parts = (int) (imported.seq() - start.getInt("seq"));

            List<JsonObject> events = phone.expectEvents(start.getInt("seq") + 1, parts);
            phone.expectSilence();
            for (JsonObject event : events) {
                assertEquals("bulk", event.getString("type"));
                assertEquals(parts, event.getJsonObject("payload").getInt("parts"));
                assertTrue(event.toString().getBytes(StandardCharsets.UTF_8).length <= 65_536);
                replica.hear(event.getInt("seq"), "bulk", event.getJsonObject("payload"));
            }
            System.out.println("bulk.import tasks=" + MANY + " parts=" + parts + " millis=" + millis);
        }
        JsonObject end = snapshot(home);
        assertEquals(MANY, end.getJsonArray("tasks").size());
        assertEquals(Replica.shown(end), replica.shown());
        assertEquals(
                MANY,
                ada.get(home + "/export")
                        .expect(200)
                        .json()
                        .getJsonArray("tasks")
                        .size());
    }

    @Test
    @DisplayName("that has a fault anywhere changes nothing and tells nobody; each fault is told with its line")
    void allOrNothing() {
        try (Phone phone = Phone.joins(ada, workspace)) {
            Answer refused = ada.as(
                            "POST",
                            home + "/import",
                            "title,dueOn\nGood,\nBad,soon\n,\nBuy milk, eggs,\nOne, more,todo\n",
                            TABLE)
                    .refused(400, "bad_request");

            JsonArray errors = refused.json().getJsonArray("errors");
            assertEquals(3, errors.getJsonObject(0).getInt("line"));
            assertEquals("dueOn", errors.getJsonObject(0).getString("field"));
            assertEquals(4, errors.getJsonObject(1).getInt("line"));
            assertEquals(6, errors.getJsonObject(3).getInt("line"));
            assertEquals("task", errors.getJsonObject(3).getString("field"));
            phone.expectSilence();
        }
        assertEquals(List.of(), tasks(home));
    }

    @Test
    @DisplayName(
            "is imported once however often it is sent with its key; without it, the tasks that are there are named")
    void again() {
        String file = "{\"tasks\":[\n{\"id\":\"%s\",\"title\":\"T\"}]}".formatted(UUID.randomUUID());
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

        Answer first = ada.as("POST", home + "/import", file, key).expect(201);
        Answer second = ada.as("POST", home + "/import", file, key).expect(201);

        assertEquals(Optional.of("true"), second.header("Idempotent-Replay"));
        assertEquals(first.response().body(), second.response().body());
        assertEquals(first.seq(), snapshot(home).getInt("seq"));
        JsonObject error = ada.post(home + "/import", file)
                .refused(400, "bad_request")
                .json()
                .getJsonArray("errors")
                .getJsonObject(0);
        assertEquals(2, error.getInt("line"));
        assertEquals("id", error.getString("field"));
        ada.as("POST", home + "/import", file.replace("T", "U"), key).refused(422, "idempotency_mismatch");
    }

    @Test
    @DisplayName("may be far larger than any other request and is bounded all the same, with a key or without one")
    void bounds() {
        String large = "{\"tasks\":[{\"title\":\"T\"}],\"x\":[{\"y\":\"" + "y".repeat(10_000_000) + "\"}]}";

        ada.post(home + "/import", large).refused(413, "limit");
        ada.as("POST", home + "/import", large, Map.of("Idempotency-Key", "large"))
                .refused(413, "limit");
        ada.as("POST", home + "/import", "title\n" + "x\n".repeat(MANY + 1), TABLE)
                .refused(413, "limit");
        ada.post(home + "/import", "{\"x\":" + "[".repeat(30) + "]".repeat(30) + "}")
                .refused(413, "limit");
        ada.as("POST", home + "/import", "title", Map.of("Content-Type", "text/plain"))
                .expect(415);
        assertEquals(
                0,
                ada.get(home + "/import")
                        .expect(200)
                        .json()
                        .getJsonArray("items")
                        .size());
    }

    private void furnish() {
        String task = ada.post(
                        home + "/tasks",
                        Json.createObjectBuilder()
                                .add("title", "=HYPERLINK(\"https://evil.example\")")
                                .add("description", "- one\n- two, \"three\"\n\n😀")
                                .add("assigneeId", ada.id)
                                .add(
                                        "labels",
                                        Json.createArrayBuilder().add("a, b").add("'c"))
                                .add("priority", "urgent")
                                .add("dueOn", "2027-01-02")
                                .add(
                                        "checklist",
                                        Json.createArrayBuilder()
                                                .add(Json.createObjectBuilder()
                                                        .add("text", "step")
                                                        .add("done", true))
                                                .add(Json.createObjectBuilder()
                                                        .add("text", "[x] another")
                                                        .add("done", false)))
                                .build()
                                .toString())
                .expect(201)
                .id();
        ada.createsTask(workspace, "Second");
        ada.post(home + "/tasks", "{\"title\":\"'quoted'\",\"status\":\"done\"}")
                .expect(201);
        ada.comments(workspace, task, "said");
        ada.says(workspace, "aloud");
        ada.post(home + "/messages", "{\"text\":\"in a room\",\"room\":\"r\"}").expect(201);
    }

    private JsonObject snapshot(String at) {
        return ada.get(at + "/snapshot").expect(200).json();
    }

    /** @return the board without what another time and place make */
    private List<JsonObject> tasks(String at) {
        return snapshot(at).getJsonArray("tasks").getValuesAs(JsonObject.class).stream()
                .map(task -> {
                    JsonObjectBuilder same = Json.createObjectBuilder(task);
                    List.of("workspaceId", "createdAt", "version").forEach(same::remove);
                    return same.build();
                })
                .toList();
    }
}
