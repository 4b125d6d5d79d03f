package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A signal")
class SignalIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("of a burst is heard first and last, by the others there only, and is in no journal")
    void burst() {
        ada.adds(bob, workspace, "guest");
        try (Phone adas = Phone.joins(ada, workspace);
                Phone tab = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace);
                Phone outside = Phone.connects(bob)) {
            for (int i = 1; i <= 30; i++) {
                adas.say(signal("cursor", Integer.toString(i)));
            }
            for (Phone phone : new Phone[] {tab, bobs}) {
                JsonObject first = phone.expect("signal");
                assertFalse(first.containsKey("seq"));
                assertEquals(1, data(first));
                assertEquals(
                        ada.id,
                        first.getJsonObject("payload").getJsonObject("user").getString("id"));
                // A slow machine may take more than one interval over the thirty.
                int last = 1;
                while (last < 30) {
                    int next = data(phone.expect("signal"));
                    assertTrue(next > last);
                    last = next;
                }
                phone.expectSilence();
            }
            adas.expectSilence();
            outside.expectSilence();
        }
        String end = "api/workspaces/" + workspace + "/events";
        assertEquals(2, ada.get(end).expect(200).json().getInt("seq"));
    }

    @Test
    @DisplayName("and typing are sent over HTTP too, and not heard by the connection that is named")
    void overHttp() {
        ada.adds(bob, workspace, "member");
        try (Phone adas = Phone.connects(ada);
                Phone bobs = Phone.joins(bob, workspace);
                Radio radio = Radio.Dial.of(ada, workspace).tune()) {
            adas.join(workspace);
            Map<String, String> here =
                    Map.of("X-Connection-Id", radio.connected().getString("connectionId"));
            String typing = SocketIT.typing(workspace, UUID.randomUUID());
            ada.as("POST", "api/commands", typing, here).expect(200);
            ada.as("POST", "api/commands", signal("cursor", "7"), here).expect(200);
            for (Phone phone : new Phone[] {adas, bobs}) {
                phone.expect("task:typing");
                assertEquals(7, data(phone.expect("signal")));
            }
            bob.post("api/commands", signal("cursor", "8")).expect(200);
            assertEquals(8, data(radio.expect("signal").json()), "the first that the stream hears");
            assertEquals(8, data(adas.expect("signal")));
            assertEquals(8, data(bobs.expect("signal")), "named by no connection, it is heard by all");
        }
    }

    @Test
    @DisplayName("that is too large, or has no proper name, is refused, and the connection stays open")
    void refused() {
        try (Phone phone = Phone.joins(ada, workspace)) {
            String most = "\"" + "x".repeat(4_094) + "\"";
            phone.say(signal("large", most));
            assertEquals("limit", code(phone.say(signal("large", most.replace("\"x", "\"xx")))));
            assertEquals("bad_value", code(phone.blurt(signal("", "1"))));
            assertEquals("bad_value", code(phone.blurt(signal("x".repeat(101), "1"))));
            assertEquals("bad_request", code(phone.blurt(signal("1", "1").replace("\"1\"", "7"))));
            phone.expectSilence();
        }
    }

    private static String code(Phone phone) {
        return phone.expect("error").getJsonObject("payload").getString("code");
    }

    private static int data(JsonObject signal) {
        return signal.getJsonObject("payload").getInt("data");
    }

    private String signal(String name, String data) {
        return "{\"type\":\"signal\",\"payload\":{\"workspaceId\":\"%s\",\"name\":\"%s\",\"data\":%s}}"
                .formatted(workspace, name, data);
    }
}
