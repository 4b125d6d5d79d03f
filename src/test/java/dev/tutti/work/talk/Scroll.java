package dev.tutti.work.talk;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client that keeps the newest messages of the main conversation, and knows nothing but the events and the rules that
 * they are folded by.
 */
public final class Scroll {
    private static final int MOST = 50;

    private final Map<String, JsonObject> messages = new LinkedHashMap<>();

    /** Shows what a snapshot does. */
    public void unroll(List<JsonObject> shown) {
        shown.forEach(this::add);
    }

    public void hear(String type, JsonObject payload) {
        switch (type) {
            case "chat:message" -> say(payload);
            case "chat:edited" -> change(payload, "version", "text", "mentions", "editedAt");
            case "chat:deleted" -> delete(payload);
            case "chat:reacted" -> known(payload).ifPresent(message -> put(react(message, payload)));
            default -> {
                // Other events are no business of a conversation's.
            }
        }
    }

    /** @return the messages in their order */
    public List<JsonObject> shown() {
        return List.copyOf(messages.values());
    }

    /** @return the same message or comment, with one reaction more or less */
    public static JsonObject react(JsonObject said, JsonObject payload) {
        Map<String, List<JsonValue>> people = new LinkedHashMap<>();
        for (JsonObject reaction : said.getJsonArray("reactions").getValuesAs(JsonObject.class)) {
            people.put(reaction.getString("emoji"), new ArrayList<>(reaction.getJsonArray("userIds")));
        }
        List<JsonValue> same = people.computeIfAbsent(payload.getString("emoji"), emoji -> new ArrayList<>());
        if (payload.getBoolean("added")) {
            same.add(payload.get("userId"));
        } else {
            same.remove(payload.get("userId"));
        }
        people.values().removeIf(List::isEmpty);
        JsonArrayBuilder reactions = Json.createArrayBuilder();
        people.forEach((emoji, ids) -> reactions.add(
                Json.createObjectBuilder().add("emoji", emoji).add("userIds", Json.createArrayBuilder(ids))));
        return Json.createObjectBuilder(said).add("reactions", reactions).build();
    }

    private void say(JsonObject message) {
        if (message.isNull("room")) {
            add(message);
        }
    }

    private void add(JsonObject message) {
        put(message);
        if (messages.size() > MOST) {
            messages.remove(messages.keySet().iterator().next());
        }
    }

    private void change(JsonObject payload, String... members) {
        known(payload).ifPresent(message -> {
            JsonObjectBuilder changed = Json.createObjectBuilder(message);
            for (String member : members) {
                changed.add(member, payload.get(member));
            }
            put(changed.build());
        });
    }

    private void delete(JsonObject payload) {
        change(payload, "version", "deletedAt");
        known(payload)
                .ifPresent(message -> put(Json.createObjectBuilder(message)
                        .addNull("text")
                        .add("mentions", JsonValue.EMPTY_JSON_ARRAY)
                        .add("reactions", JsonValue.EMPTY_JSON_ARRAY)
                        .build()));
    }

    private void put(JsonObject message) {
        messages.put(message.getString("id"), message);
    }

    private Optional<JsonObject> known(JsonObject payload) {
        return Optional.ofNullable(messages.get(((JsonString) payload.get("id")).getString()));
    }
}
