package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An announcement, over HTTP")
class AnnouncementsIT extends ServerIT {
    private static Person root;

    private final Person ada = Person.registers("Ada");

    @BeforeAll
    static void signIn() {
        root = Root.signsIn();
    }

    @Test
    @DisplayName("is heard by everybody, once, whether they are there or come back")
    void everybody() {
        Person bob = Person.registers("Bob");
        String start = position(bob.get("api/notifications/events").expect(200).json());
        try (Phone phone = Phone.connects(ada)) {
            Map<String, String> once = Map.of("Idempotency-Key", "maintenance");
            root.as("POST", "api/admin/announcements", "{\"text\":\"Back at ten.\"}", once)
                    .expect(201);
            root.as("POST", "api/admin/announcements", "{\"text\":\"Back at ten.\"}", once)
                    .expect(201);

            JsonObject heard = phone.expect("announcement");
            assertEquals("Back at ten.", heard.getJsonObject("payload").getString("text"));
            assertEquals("Root", heard.getJsonObject("actor").getString("name"));
            phone.expectSilence();
        }
        JsonObject missed = bob.get("api/notifications/events?wait=25&after=" + start)
                .expect(200)
                .json();
        assertEquals(
                "announcement", missed.getJsonArray("items").getJsonObject(0).getString("type"));
        root.post("api/admin/announcements", "{\"text\":\"\"}").refused(400, "bad_request");
        ada.post("api/admin/announcements", "{\"text\":\"x\"}").refused(403, "forbidden");
    }

    private static String position(JsonObject poll) {
        return poll.getString("epoch") + ":" + poll.getJsonNumber("seq").longValueExact();
    }
}
