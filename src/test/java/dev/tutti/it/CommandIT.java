package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command without a socket")
class CommandIT extends ServerIT {
    private static final String READ = "{\"type\":\"notification:read\",\"payload\":{\"upTo\":%d}%s}";

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");

    @Test
    @DisplayName("is answered by the reply that it has on one, and heard by all who would hear it")
    void sameReply() {
        bob.adds(ada, bob.createsWorkspace("Engine"), "member");
        try (Phone phone = Phone.connects(ada)) {
            JsonObject reply =
                    command(READ.formatted(1, ",\"id\":7")).expect(200).json();

            assertEquals(7, reply.getInt("id"));
            assertTrue(reply.getBoolean("success"));
            assertEquals("reply", reply.getString("type"));
            assertEquals(
                    reply.getJsonObject("data"),
                    phone.expect("notification:read").getJsonObject("payload"));
            phone.say(READ.formatted(1, ",\"id\":7"));
            assertEquals(reply.getJsonObject("data"), phone.expect("reply").getJsonObject("data"));
        }
    }

    @Test
    @DisplayName("that was sent over a socket before, with the same key, is not carried out again (E3)")
    void onceForAllTransports() {
        String key = UUID.randomUUID().toString();
        String sent = READ.formatted(0, ",\"id\":1,\"mutationId\":\"" + key + "\"");
        try (Phone phone = Phone.connects(ada)) {
            JsonObject first = phone.say(sent).expect("reply");
            Answer second = command(sent).expect(200);

            assertEquals(first.getJsonObject("data"), second.json().getJsonObject("data"));
            assertEquals(Optional.of("true"), second.header("Idempotent-Replay"));
        }
        Map<String, String> header = Map.of("Idempotency-Key", key);
        ada.as("POST", "api/commands", READ.formatted(0, ""), header).expect(200);
        ada.as("POST", "api/commands", READ.formatted(1, ""), header).refused(422, "idempotency_mismatch");
    }

    @Test
    @DisplayName("that is broken or unknown, or needs a connection, is refused as any request is (D13, D14)")
    void refused() {
        command("{\"type\":\"task:explode\"}").refused(400, "unknown_type");
        command("{\"type\":\"workspace:join\",\"payload\":{}}").refused(400, "unknown_type");
        command("{\"type\":\"notification:read\",\"payload\":7}").refused(400, "bad_request");
        command("{\"payload\":{}}").refused(400, "bad_request");
        command("{\"type\":").refused(400, "bad_json");
        command(READ.formatted(1, ",\"id\":{}")).refused(400, "bad_request");
        command(READ.formatted(0, "")).expect(200);
    }

    private Answer command(String message) {
        return ada.post("api/commands", message);
    }
}
