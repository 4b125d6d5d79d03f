package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Looks into no log itself: what is written there of these words may be written later. {@link LogsIT} looks at the end. */
@DisplayName("What people say")
class WordsIT extends ServerIT {
    /** Stands in everything that is said here, and must stand in no line of any log. */
    static final String WORD = "quetzalcoatlus";

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String home = "api/workspaces/" + workspace;
    private final String tasks = home + "/tasks";
    private final String task = ada.createsTask(workspace, "Task").id();

    @Test
    @DisplayName("E17: is kept, and told to who follows: messages, comments, tasks, a room's chat, events and imports")
    void kept() {
        Person bob = Person.registers("Bob");
        ada.adds(bob, workspace, "member");
        try (Phone phone = Phone.joins(bob, workspace);
                Phone hers = Phone.connects(ada)) {
            ada.says(workspace, WORD);
            ada.comments(workspace, task, WORD);
            ada.post(tasks, "{\"title\":\"%1$s\",\"description\":\"%1$s\"}".formatted(WORD))
                    .expect(201);
            ada.patch(tasks + "/" + task, "{\"description\":\"%s\"}".formatted(WORD))
                    .expect(200);
            ada.post(home + "/messages", "{\"room\":\"%1$s\",\"text\":\"%1$s\"}".formatted(WORD))
                    .expect(201);
            by(key("events:write"), home + "/events", event("build")).expect(201);
            ada.post(home + "/import", table(WORD)).expect(201);
            hers.say(command(WORD));
            while (!hers.next().getString("type").equals("reply")) {
                // Until then her inbox tells that she has read what she says, and watches what she comments.
            }
            hers.rest();

            for (String type : List.of(
                    "chat:message",
                    "comment:created",
                    "task:created",
                    "task:updated",
                    "chat:message",
                    "integration:added",
                    "custom:build",
                    "bulk",
                    "chat:message")) {
                JsonObject heard = phone.expect(type);
                assertTrue(type.startsWith("integration") || heard.toString().contains(WORD), heard::toString);
            }
        }
        ada.get("api/search?q=" + WORD).expect(200);
    }

    @Test
    @DisplayName(
            "E17: is refused: too long, too late, a second time, in what is broken, for whom it is not, and by whom it may not")
    void refused() {
        String tooLong = "{\"text\":\"%s\"}".formatted(WORD.repeat(800));
        ada.post(home + "/messages", tooLong).refused(400, "bad_request");
        ada.post(tasks + "/" + task + "/comments", tooLong).refused(400, "bad_request");
        ada.post(tasks, "{\"title\":\"%s\"}".formatted(WORD.repeat(100))).refused(400, "bad_request");
        ada.post(tasks, "{\"title\":\"T\",\"status\":\"%s!\"}".formatted(WORD)).refused(400, "bad_request");
        ada.post(tasks, "{\"title\":\"%s".formatted(WORD)).refused(400, "bad_json");
        ada.post(home + "/messages", "{\"text\":\"%s\\u0000\"}".formatted(WORD)).refused(400, "bad_text");
        ada.post(home + "/messages", "{\"text\":\"x\",\"room\":\"%s\\n\"}".formatted(WORD))
                .refused(400, "bad_request");
        ada.post(home + "/import", table(WORD.repeat(100))).refused(400, "bad_request");
        ada.as(
                        "POST",
                        home + "/import",
                        "title,status\n%1$s,\"%1$s".formatted(WORD),
                        Map.of("Content-Type", "text/csv"))
                .refused(400, "bad_request");

        String same = "{\"id\":\"%s\",\"title\":\"%s\"}".formatted(UUID.randomUUID(), WORD);
        ada.post(tasks, same).expect(201);
        ada.post(tasks, same).refused(409, "conflict");
        ada.as("PATCH", tasks + "/" + task, "{\"title\":\"%s\"}".formatted(WORD), Map.of("If-Match", "\"99\""))
                .expect(412);
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        ada.as("POST", tasks, "{\"title\":\"%s\"}".formatted(WORD), once).expect(201);
        ada.as("POST", tasks, "{\"title\":\"%s!\"}".formatted(WORD), once).refused(422, "idempotency_mismatch");

        by(key("read"), home + "/events", event("build")).refused(403, "forbidden");
        ada.post(home + "/events", event(WORD.toUpperCase() + "!")).refused(400, "bad_request");
        Person mallory = Person.registers("Mallory");
        mallory.post(home + "/messages", "{\"text\":\"%s\"}".formatted(WORD)).refused(404, "not_found");
        try (Phone phone = Phone.connects(ada)) {
            phone.blurt(command(WORD.repeat(800))).expectRefusal();
            phone.blurt("{\"type\":\"" + WORD).expect("error");
        }
    }

    private String command(String text) {
        return "{\"id\":1,\"type\":\"chat:send\",\"payload\":{\"workspaceId\":\"%s\",\"text\":\"%s\"}}"
                .formatted(workspace, text);
    }

    private static String event(String name) {
        return "{\"name\":\"%s\",\"payload\":{\"said\":\"%s\"}}".formatted(name, WORD);
    }

    private static String table(String title) {
        return "{\"tasks\":[{\"title\":\"%s\",\"description\":\"%s\"}]}".formatted(title, WORD);
    }

    private String key(String scope) {
        return ada.post(home + "/keys", "{\"name\":\"CI\",\"scopes\":[\"%s\"]}".formatted(scope))
                .expect(201)
                .json()
                .getString("secret");
    }

    private static Answer by(String key, String path, String body) {
        return Person.send("POST", path, body, Map.of("Authorization", "Bearer " + key));
    }
}
