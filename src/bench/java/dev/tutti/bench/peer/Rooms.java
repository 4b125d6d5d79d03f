package dev.tutti.bench.peer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Who is in which room, as a set for each.
 *
 * @param <C> a connection
 */
final class Rooms<C> {
    private final Map<String, Room<C>> rooms = new ConcurrentHashMap<>();
    private final BiConsumer<C, String> send;

    private record Room<C>(Set<C> members, AtomicLong seq) {}

    Rooms(BiConsumer<C, String> send) {
        this.send = send;
    }

    /** @param who has said it, as JSON */
    void take(C connection, String who, String message) {
        try (JsonReader reader = Json.createReader(new StringReader(message))) {
            JsonObject said = reader.readObject();
            if (said.containsKey("join")) {
                room(said.getString("join")).members().add(connection);
                send.accept(connection, "{\"type\":\"joined\"}");
            } else {
                broadcast(said.getString("publish"), who, said.getJsonObject("payload"));
            }
        }
    }

    private void broadcast(String name, String who, JsonObject payload) {
        Room<C> room = room(name);
        // So that all hear all in the order of the numbers.
        synchronized (room) {
            String text = "{\"type\":\"custom:bench\",\"payload\":" + payload + ",\"ts\":" + System.currentTimeMillis()
                    + ",\"workspaceId\":\"" + name + "\",\"seq\":" + room.seq().incrementAndGet() + ",\"actor\":" + who
                    + "}";
            room.members().forEach(member -> send.accept(member, text));
        }
    }

    private Room<C> room(String name) {
        return rooms.computeIfAbsent(name, it -> new Room<>(ConcurrentHashMap.newKeySet(), new AtomicLong()));
    }

    void goes(C connection) {
        rooms.values().forEach(room -> room.members().remove(connection));
    }
}
