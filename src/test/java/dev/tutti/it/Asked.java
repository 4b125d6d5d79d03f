package dev.tutti.it;

import dev.tutti.docs.Documented;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What one client has said with an id, by that, so that each reply is held against what is documented of its command. */
final class Asked {
    private final Map<JsonValue, String> types = new ConcurrentHashMap<>();

    /** Some say on purpose what is no frame. */
    void remember(String frame) {
        try (JsonReader reader = Json.createReader(new StringReader(frame))) {
            JsonObject said = reader.readObject();
            if (said.containsKey("id") && said.containsKey("type")) {
                types.put(said.get("id"), said.getString("type"));
            }
        } catch (RuntimeException broken) {
            // which the server will say too; what is nested too deeply has no exception of its own in this parser
        }
    }

    /** @return why what this client has heard is not documented; empty where it is */
    String misfits(String heard) {
        try (JsonReader reader = Json.createReader(new StringReader(heard))) {
            return Documented.misfits(
                    heard, Optional.ofNullable(reader.readObject().get("id")).map(types::get));
        }
    }
}
