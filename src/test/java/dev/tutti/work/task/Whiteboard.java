package dev.tutti.work.task;

import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.journal.Entry;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client that knows nothing but the events, and the rules that they are folded by. */
public final class Whiteboard {
    private final Map<String, JsonObject> tasks = new HashMap<>();
    private final Map<String, List<String>> columns = new TreeMap<>();

    void hear(Entry entry) {
        hear(entry.what().type(), StrictJson.object(entry.what().payload()));
    }

    public void hear(String type, JsonObject payload) {
        switch (type) {
            case "task:created", "task:restored" -> put(payload);
            case "task:updated" -> update(payload);
            case "task:moved" -> move(payload);
            case "bulk" ->
                payload.getJsonArray("changes")
                        .getValuesAs(JsonObject.class)
                        .forEach(change -> hear(change.getString("type"), change.getJsonObject("payload")));
            case "task:deleted" -> take(payload.getString("id"));
            default -> {
                // Other events are no business of the board's.
            }
        }
    }

    /** Hangs up what a snapshot shows. */
    public void hang(List<JsonObject> board) {
        board.forEach(this::put);
    }

    /** @return the tasks as they hang there, by column */
    public List<JsonObject> shown() {
        return columns.values().stream().flatMap(List::stream).map(tasks::get).toList();
    }

    static JsonObject json(TaskView view) {
        return StrictJson.object(JsonText.of(view));
    }

    private void put(JsonObject task) {
        tasks.put(id(task), task);
        column(task).add(id(task));
    }

    private void update(JsonObject payload) {
        JsonObject changes = payload.getJsonObject("changes");
        JsonObjectBuilder changed = Json.createObjectBuilder(tasks.get(id(payload)));
        changes.forEach(changed::add);
        JsonObject next = changed.add("version", payload.get("version")).build();
        if (changes.containsKey("status")) {
            take(id(payload));
            put(next);
        } else {
            tasks.put(id(next), next);
        }
    }

    private void move(JsonObject payload) {
        JsonObject next = Json.createObjectBuilder(tasks.get(id(payload)))
                .add("status", payload.get("status"))
                .add("version", payload.get("version"))
                .build();
        take(id(next));
        tasks.put(id(next), next);
        JsonValue after = payload.get("after");
        List<String> column = column(next);
        int place = after instanceof JsonString neighbour ? column.indexOf(neighbour.getString()) + 1 : 0;
        if (place == 0 && after instanceof JsonString) {
            throw new IllegalStateException("The neighbour does not hang there: " + payload);
        }
        column.add(place, id(next));
    }

    private void take(String id) {
        column(tasks.remove(id)).remove(id);
    }

    private List<String> column(JsonObject task) {
        return columns.computeIfAbsent(task.getString("status"), status -> new ArrayList<>());
    }

    private static String id(JsonObject object) {
        return object.getString("id");
    }
}
