package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An announcement, over HTTP")
@ExtendWith(ArquillianExtension.class)
class AnnouncementsIT {
    private static final Root ROOT = new Root();

    private static Person root;

    private final Person ada = Person.registers("Ada");

    @Deployment(testable = false)
    static WebArchive war() throws SQLException {
        return ROOT.war();
    }

    @BeforeAll
    static void signIn() {
        ServerIT.isServed();
        root = ROOT.signsIn();
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
