package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event of one's own, over HTTP")
class EventsIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String events = "api/workspaces/" + workspace + "/events";

    @Test
    @DisplayName("is heard by all, once however often it is sent, and also by who was away")
    void heard() {
        String start =
                ada.createsTask(workspace, "First").header("Journal-Position").orElseThrow();
        ada.adds(bob, workspace, "member");
        Map<String, String> once = Map.of("Idempotency-Key", "build-7");
        try (Phone phone = Phone.joins(bob, workspace)) {
            String body = "{\"name\":\"build.failed\",\"payload\":{\"number\":7}}";
            Answer answer = ada.as("POST", events, body, once).expect(201);
            ada.as("POST", events, body, once).expect(201);

            JsonObject heard = phone.expect("custom:build.failed");
            assertEquals(answer.seq(), heard.getJsonNumber("seq").longValueExact());
            assertEquals(7, heard.getJsonObject("payload").getInt("number"));
            assertEquals("build-7", heard.getString("mutationId"));
            phone.expectSilence();
        }
        JsonObject missed = bob.get(events + "?after=" + start).expect(200).json();
        assertEquals(
                "custom:build.failed",
                missed.getJsonArray("items").getJsonObject(1).getString("type"));
    }

    @Test
    @DisplayName("for one member comes to their inbox, in every tab, and to nobody else")
    void personal() {
        ada.adds(bob, workspace, "member");
        try (Phone hers = Phone.joins(ada, workspace);
                Phone his = Phone.joins(bob, workspace);
                Phone elsewhere = Phone.connects(bob.signsIn())) {
            ada.post(events, "{\"name\":\"review\",\"to\":\"" + bob.id + "\"}").expect(201);

            JsonObject heard = his.expect("custom:review");
            assertEquals(workspace, heard.getJsonObject("payload").getString("workspaceId"));
            assertEquals(true, heard.getBoolean("inbox"));
            assertEquals(heard, elsewhere.expect("custom:review"));
            hers.expectSilence();
        }
    }

    @Test
    @DisplayName("is refused with what is wrong with it")
    void refused() {
        ada.post(events, "{\"name\":\"Not this\"}").refused(400, "bad_request");
        ada.post(events, "{\"name\":\"x\",\"payload\":[1]}").refused(400, "bad_request");
        ada.post(events, "{\"name\":\"x\",\"to\":\"" + bob.id + "\"}").refused(400, "bad_request");
        ada.post(events, "{\"name\":\"x\",\"payload\":{\"x\":\"" + "x".repeat(16_384) + "\"}}")
                .refused(413, "limit");
        bob.post(events, "{\"name\":\"x\"}").refused(404, "not_found");
    }
}
