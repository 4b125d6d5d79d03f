package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that was said in a workspace, and how far somebody has read it, as a client keeps it. */
final class Talk {
    private final PlainHttp http;
    private final String address;
    private final Map<String, Message> messages = new TreeMap<>();
    private final Map<String, Long> read = new HashMap<>();
    private Instant joined = Instant.MIN;

    /** @param room empty for the main conversation */
    record Message(long seq, String room, String author, Instant at) {
        static Message of(JsonObject shown) {
            return new Message(
                    shown.getJsonNumber("seq").longValueExact(),
                    Talk.room(shown),
                    shown.getJsonObject("author").getString("id"),
                    Instant.parse(shown.getString("createdAt")));
        }

        String roomMember() {
            return room.isEmpty() ? "" : ",\"room\":\"" + room + "\"";
        }
    }

    Talk(PlainHttp http, String workspace) {
        this.http = http;
        address = "api/workspaces/" + workspace + "/messages";
    }

    /** Starts from the lists. @return whether there are any for it */
    boolean load(JsonObject snapshot) {
        messages.clear();
        HttpResponse<String> answer = http.call("GET", address + "/unread", "");
        if (answer.statusCode() != 200) {
            return false;
        }
        for (JsonObject conversation :
                PlainHttp.json(answer.body()).getJsonArray("items").getValuesAs(JsonObject.class)) {
            markRead(conversation);
            page(room(conversation)).forEach((id, message) -> messages.put(id, message));
        }
        for (JsonObject member : snapshot.getJsonArray("members").getValuesAs(JsonObject.class)) {
            joins(member);
        }
        return true;
    }

    /** @return all of a conversation, as the server lists it */
    Map<String, Message> page(String room) {
        Map<String, Message> all = new TreeMap<>();
        String next = "";
        do {
            String query =
                    "?limit=200" + (room.isEmpty() ? "" : "&room=" + room) + (next.isEmpty() ? "" : "&after=" + next);
            HttpResponse<String> answer = http.call("GET", address + query, "");
            if (answer.statusCode() != 200) {
                return all;
            }
            JsonObject page = PlainHttp.json(answer.body());
            page.getJsonArray("items")
                    .getValuesAs(JsonObject.class)
                    .forEach(message -> all.put(message.getString("id"), Message.of(message)));
            next = page.getString("next", "");
        } while (!next.isEmpty());
        return all;
    }

    void hear(JsonObject event) {
        JsonObject payload = event.getJsonObject("payload");
        switch (event.getString("type")) {
            case "chat:message" -> messages.put(payload.getString("id"), Message.of(payload));
            case "workspace:member_joined" -> joins(payload);
            default -> {
                // is about something else
            }
        }
    }

    void heardInInbox(JsonObject event) {
        if (event.getString("type").equals("chat:read")
                && address.contains(event.getJsonObject("payload").getString("workspaceId"))) {
            markRead(event.getJsonObject("payload"));
        }
    }

    private void joins(JsonObject member) {
        if (member.getJsonObject("user").getString("id").equals(http.id)) {
            joined = Instant.parse(member.getString("joinedAt"));
        }
    }

    private void markRead(JsonObject conversation) {
        read.merge(room(conversation), conversation.getJsonNumber("upTo").longValueExact(), Math::max);
    }

    Optional<Message> newest() {
        return messages.values().stream().max((a, b) -> Long.compare(a.seq(), b.seq()));
    }

    Map<String, Message> shown() {
        return Map.copyOf(messages);
    }

    /** @return how much of a conversation is unread, by what was heard */
    long unread(String room) {
        long upTo = read.getOrDefault(room, 0L);
        return messages.values().stream()
                .filter(message -> message.room().equals(room)
                        && message.seq() > upTo
                        && !message.author().equals(http.id)
                        && !message.at().isBefore(joined))
                .count();
    }

    static String room(JsonObject json) {
        return json.getString("room", "");
    }
}
