package dev.tutti.work.snapshot;

import dev.tutti.work.task.Whiteboard;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** A client that knows nothing but one snapshot, the events after it, and the rules that they are folded by. */
public final class Replica {
    private final String viewer;
    private final SortedMap<String, JsonObject> members = new TreeMap<>();
    private final Whiteboard board = new Whiteboard();
    private JsonObject workspace;
    private long seq;

    /** @param viewer the id of the member who looks, whose own role is shown with the workspace */
    public Replica(String viewer, JsonObject snapshot) {
        this.viewer = viewer;
        workspace = snapshot.getJsonObject("workspace");
        seq = snapshot.getJsonNumber("seq").longValueExact();
        snapshot.getJsonArray("members").getValuesAs(JsonObject.class).forEach(this::put);
        board.hang(snapshot.getJsonArray("tasks").getValuesAs(JsonObject.class));
    }

    public long seq() {
        return seq;
    }

    public void hear(long number, String type, JsonObject payload) {
        if (number != seq + 1) {
            throw new IllegalStateException(number + " follows " + seq);
        }
        seq = number;
        switch (type) {
            case "workspace:updated" -> rename(payload);
            case "workspace:member_joined" -> put(payload);
            case "workspace:member_left" -> members.remove(payload.getString("userId"));
            case "workspace:member_role_changed" -> changeRole(payload);
            default -> board.hear(type, payload);
        }
    }

    /** @return what the next snapshot must be, but for the marks of the position, which a client only carries along */
    public JsonObject shown() {
        return Json.createObjectBuilder()
                .add("seq", seq)
                .add("workspace", workspace)
                .add("members", array(members.values()))
                .add("tasks", array(board.shown()))
                .build();
    }

    /** @return the same of a snapshot */
    public static JsonObject shown(JsonObject snapshot) {
        return Json.createObjectBuilder(snapshot).remove("epoch").remove("mark").build();
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
