package dev.tutti.bench.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.UUID;

/** What is said, so that the events of all servers are of about the same length. */
final class Words {
    /** The payload of Tutti's events, which carry a mark besides. */
    static final String SHORT = "The quick brown fox jumps over t";

    private static final String LONG = SHORT + "he lazy dog, and the dog sleeps on until now";

    private Words() {}

    static String mark(int number) {
        return "n=0x%08x".formatted(number);
    }

    /** @return the payload of a broadcast, with its number where a client finds it */
    static String payload(int number) {
        return "{\"text\":\"%s %s\"}".formatted(mark(number), SHORT);
    }

    /** @return the same for servers that add less to it */
    static String longer(int number) {
        return "{\"text\":\"%s %s\"}".formatted(mark(number), LONG);
    }

    /** @return the same for those who add nothing but who they are */
    static String longest(int number) {
        return "{\"text\":\"%s %s\"}".formatted(mark(number), LONG + LONG + SHORT);
    }

    /** @return a name of this room that is as long as the id of a workspace */
    static String room(int room) {
        return new UUID(0, room).toString();
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
