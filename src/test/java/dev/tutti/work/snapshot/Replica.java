package dev.tutti.work.snapshot;

import dev.tutti.work.talk.Scroll;
import dev.tutti.work.task.Whiteboard;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A client that knows nothing but one snapshot, the events after it, and the rules that they are folded by. */
public final class Replica {
    private final String viewer;
    private final SortedMap<String, JsonObject> members = new TreeMap<>();
    private final Whiteboard board = new Whiteboard();
    private final Scroll scroll = new Scroll();
    private final SortedMap<String, Long> comments = new TreeMap<>();
    private JsonObject workspace;
    private long seq;

    /** @param viewer the id of the member who looks, whose own role is shown with the workspace */
    public Replica(String viewer, JsonObject snapshot) {
        this.viewer = viewer;
        workspace = snapshot.getJsonObject("workspace");
        seq = snapshot.getJsonNumber("seq").longValueExact();
        snapshot.getJsonArray("members").getValuesAs(JsonObject.class).forEach(this::put);
        board.hang(snapshot.getJsonArray("tasks").getValuesAs(JsonObject.class));
        scroll.unroll(snapshot.getJsonArray("messages").getValuesAs(JsonObject.class));
        snapshot.getJsonArray("comments")
                .getValuesAs(JsonObject.class)
                .forEach(task -> comments.put(
                        task.getString("taskId"), task.getJsonNumber("count").longValueExact()));
    }

    public long seq() {
        return seq;
    }

    public void hear(long number, String type, JsonObject payload) {
        if (number != seq + 1) {
            throw new IllegalStateException(number + " follows " + seq);
        }
        seq = number;
        fold(type, payload);
    }

    private void fold(String type, JsonObject payload) {
        switch (type) {
            case "bulk" ->
                payload.getJsonArray("changes")
                        .getValuesAs(JsonObject.class)
                        .forEach(change -> fold(change.getString("type"), change.getJsonObject("payload")));
            case "workspace:updated" -> rename(payload);
            case "workspace:member_joined" -> put(payload);
            case "workspace:member_left" -> members.remove(payload.getString("userId"));
            case "workspace:member_role_changed" -> changeRole(payload);
            case "comment:created" -> comments.merge(payload.getString("taskId"), 1L, Long::sum);
            case "comment:deleted" ->
                comments.computeIfPresent(payload.getString("taskId"), (task, count) -> count == 1 ? null : count - 1);
            default -> {
                board.hear(type, payload);
                scroll.hear(type, payload);
            }
        }
    }

    /** @return what the next snapshot must be, but for the marks of the position, which a client only carries along */
    public JsonObject shown() {
        return Json.createObjectBuilder()
                .add("seq", seq)
                .add("workspace", workspace)
                .add("members", array(members.values()))
                .add("tasks", array(board.shown()))
                .add("comments", array(counts()))
                .add("messages", array(scroll.shown()))
                .build();
    }

    /** @return the same of a snapshot */
    public static JsonObject shown(JsonObject snapshot) {
        return Json.createObjectBuilder(snapshot).remove("epoch").remove("mark").build();
    }

    private List<JsonObject> counts() {
        return comments.entrySet().stream()
                .map(task -> Json.createObjectBuilder()
                        .add("taskId", task.getKey())
                        .add("count", task.getValue())
                        .build())
                .toList();
    }

    private void rename(JsonObject payload) {
        workspace = Json.createObjectBuilder(workspace)
                .addAll(Json.createObjectBuilder(payload.getJsonObject("changes")))
                .add("version", payload.get("version"))
                .build();
    }

    private void changeRole(JsonObject payload) {
        String person = payload.getString("userId");
        put(Json.createObjectBuilder(members.get(person))
                .add("role", payload.get("role"))
                .add("version", payload.get("version"))
                .build());
        if (person.equals(viewer)) {
            workspace = Json.createObjectBuilder(workspace)
                    .add("role", payload.get("role"))
                    .build();
        }
    }

    private void put(JsonObject member) {
        members.put(member.getJsonObject("user").getString("id"), member);
    }

    private static JsonArrayBuilder array(Collection<JsonObject> items) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        items.forEach(array::add);
        return array;
    }
}
