package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A write with an Idempotency-Key")
class IdempotencyIT extends ServerIT {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAY = "Idempotent-Replay";

    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String home = "api/workspaces/" + workspace;
    private final String tasks = home + "/tasks";

    @Test
    @DisplayName(
            "is carried out once: its retry gets status, headers and body of the first, and there is one event (E3)")
    void once() {
        String key = key();
        try (Phone phone = Phone.joins(ada, workspace)) {
            Answer first = send(ada, key, "POST", tasks, "{\"title\":\"T\"}").expect(201);
            Answer second = send(ada, key, "POST", tasks, "{\"title\":\"T\"}").expect(201);

            assertEquals(Optional.empty(), first.header(REPLAY));
            assertEquals(Optional.of("true"), second.header(REPLAY));
            assertEquals(first.header("Journal-Position"), second.header("Journal-Position"));
            assertSame(first, second);
            JsonObject event = phone.expect("task:created");
            assertEquals(key, event.getString("mutationId"));
            assertEquals(first.seq(), event.getInt("seq"));
            phone.expectSilence();
            assertEquals(1, items().size());
        }
    }

    @Test
    @DisplayName("is carried out once even if fifty come at once: one row, one event, fifty equal replies (E3)")
    void crowd() {
        for (int round = 0; round < 3; round++) {
            String key = key();
            int before = items().size();
            try (Phone phone = Phone.joins(ada, workspace)) {
                List<Answer> answers = RestIT.atOnce(50, i -> () -> send(ada, key, "POST", tasks, "{\"title\":\"T\"}"));

                answers.forEach(answer -> assertSame(answers.get(0), answer.expect(201)));
                assertEquals(
                        49,
                        answers.stream()
                                .filter(answer -> answer.header(REPLAY).isPresent())
                                .count());
                assertEquals(
                        answers.get(0).id(),
                        phone.expect("task:created").getJsonObject("payload").getString("id"));
                phone.expectSilence();
                assertEquals(before + 1, items().size());
            }
        }
    }

    @Test
    @DisplayName("is refused when the key came with another body before; without a key all are carried out (E4)")
    void mismatch() {
        String key = key();
        send(ada, key, "POST", tasks, "{\"title\":\"T\"}").expect(201);

        send(ada, key, "POST", tasks, "{\"title\":\"U\"}").refused(422, "idempotency_mismatch");
        send(ada, key, "POST", tasks, "{\"title\": \"T\"}").refused(422, "idempotency_mismatch");
        ada.createsTask(workspace, "T");
        ada.createsTask(workspace, "T");
        assertEquals(3, items().size());
    }

    @Test
    @DisplayName("is one caller's at one place: the same key of somebody else, or elsewhere, is another one")
    void scope() {
        Person bob = Person.registers("Bob");
        ada.adds(bob, workspace, "member");
        String key = key();
        String body = "{\"title\":\"T\"}";
        Answer adas = send(ada, key, "POST", tasks, body).expect(201);
        Answer bobs = send(bob, key, "POST", tasks, body).expect(201);
        Answer moved = send(ada, key, "POST", tasks + "/" + adas.id() + "/move", "{\"status\":\"done\"}")
                .expect(200);

        assertNotEquals(adas.id(), bobs.id());
        for (Answer answer : List.of(adas, bobs, moved)) {
            assertEquals(Optional.empty(), answer.header(REPLAY));
        }
        send(Person.registers("Eve"), key, "POST", tasks, body).refused(404, "not_found");
    }

    @Test
    @DisplayName("that failed is not kept: corrected or sent again, it is carried out")
    void failure() {
        String key = key();
        String taken = ada.createsTask(workspace, "T").id();
        send(ada, key, "POST", tasks, "{\"title\":\"\"}").refused(400, "bad_request");
        send(ada, key, "POST", tasks, "{\"title\"").refused(400, "bad_json");
        send(ada, key, "POST", tasks, "{\"title\":\"T\",\"id\":\"" + taken + "\"}")
                .refused(409, "conflict");
        assertEquals(1, items().size());

        Answer made = send(ada, key, "POST", tasks, "{\"title\":\"T\"}").expect(201);
        assertEquals(Optional.empty(), made.header(REPLAY));
    }

    @Test
    @DisplayName("may be any write, and its retry gets the first reply even where the thing is gone meanwhile")
    void everyWrite() {
        Person bob = Person.registers("Bob");
        String task = tasks + "/" + ada.createsTask(workspace, "T").id();
        List<Answer> replies = new ArrayList<>();
        replies.add(twice(ada, "POST", "api/workspaces", "{\"name\":\"W\"}"));
        replies.add(twice(ada, "PATCH", home, "{\"name\":\"V\"}"));
        replies.add(twice(ada, "POST", home + "/members", "{\"userId\":\"" + bob.id + "\",\"role\":\"guest\"}"));
        replies.add(twice(ada, "PATCH", home + "/members/" + bob.id, "{\"role\":\"member\"}"));
        replies.add(twice(ada, "PATCH", task, "{\"title\":\"U\"}"));
        replies.add(twice(ada, "POST", task + "/move", "{\"status\":\"done\"}"));
        String comment = task + "/comments/"
                + twice(ada, "POST", task + "/comments", "{\"text\":\"C\"}").id();
        replies.add(twice(ada, "PATCH", comment, "{\"text\":\"D\"}"));
        replies.add(twice(ada, "PUT", comment + "/reactions/x", ""));
        replies.add(twice(ada, "DELETE", comment, ""));
        String message = home + "/messages/"
                + twice(ada, "POST", home + "/messages", "{\"text\":\"M\"}").id();
        replies.add(twice(ada, "PATCH", message, "{\"text\":\"N\"}"));
        replies.add(twice(ada, "PUT", message + "/reactions/x", ""));
        replies.add(twice(ada, "DELETE", message + "/reactions/x", ""));
        replies.add(twice(ada, "DELETE", message, ""));
        twice(ada, "DELETE", task + "/watch", "");
        twice(ada, "POST", home + "/messages/read", "{\"upTo\":0}");
        replies.add(twice(ada, "DELETE", task, ""));
        replies.add(twice(ada, "POST", task + "/restore", ""));
        replies.add(twice(bob, "DELETE", home + "/members/" + bob.id, ""));
        replies.add(twice(ada, "DELETE", home, ""));

        assertEquals(17, replies.stream().map(Answer::seq).distinct().count());
        assertEquals(
                "2",
                twice(ada, "PATCH", "api/auth/me", "{\"name\":\"Ada L.\"}")
                        .header("ETag")
                        .orElseThrow()
                        .replace("\"", ""));
    }

    @Test
    @DisplayName("is no way around the limits: its key and its body are checked as ever, and tokens are not repeated")
    void limits() {
        send(ada, "k".repeat(201), "POST", tasks, "{\"title\":\"T\"}").refused(400, "bad_value");
        byte[] large = ("{\"title\":\"" + "x".repeat(65_536) + "\"}").getBytes(StandardCharsets.UTF_8);
        RawRequest.to(tasks).by(ada).with(KEY, key()).json("POST", large).refused(413, "limit");
        RawRequest.to(tasks)
                .by(ada)
                .with(KEY, key())
                .jsonInChunks("POST", large)
                .refused(413, "limit");
        String key = key();
        assertNotEquals(
                send(ada, key, "POST", "api/auth/ticket", "").expect(201).json().getString("ticket"),
                send(ada, key, "POST", "api/auth/ticket", "").expect(201).json().getString("ticket"));
        Person.send("POST", tasks, "{\"title\":\"T\"}", Map.of(KEY, key)).refused(401, "invalid_token");
    }

    @Test
    @DisplayName("may be a command over the socket, with its mutationId for the key (D23, E3)")
    void command() {
        Person bob = Person.registers("Bob");
        ada.adds(bob, workspace, "member");
        String task = "{\"title\":\"T\",\"assigneeId\":\"" + bob.id + "\"}";
        ada.post(tasks, task).expect(201);
        String frame = "{\"id\":\"%s\",\"type\":\"notification:read\",\"mutationId\":\"m\",\"payload\":{\"upTo\":%s}}";
        try (Phone phone = Phone.connects(bob)) {
            phone.say(frame.formatted("first", 1));
            // The event goes its own way, so either may be first.
            List<JsonObject> heard = List.of(phone.next(), phone.next());
            JsonObject reply = heard.get(heard.get(0).getString("type").equals("reply") ? 0 : 1);
            JsonObject event = heard.get(1 - heard.indexOf(reply));
            assertEquals("notification:read", event.getString("type"));
            assertEquals("m", event.getString("mutationId"));

            phone.say(frame.formatted("second", 1));
            JsonObject again = phone.expect("reply");
            assertEquals("second", again.getString("id"));
            assertEquals(reply.getJsonObject("data"), again.getJsonObject("data"));
            JsonObject refused = phone.refused(frame.formatted("third", 2));
            assertEquals("idempotency_mismatch", refused.getString("code"));
            phone.expectSilence();
        }
        twice(bob, "POST", "api/notifications/read", "{\"upTo\":2}");
    }

    private static Answer twice(Person person, String method, String path, String body) {
        String key = key();
        Answer first = send(person, key, method, path, body);
        Answer second = send(person, key, method, path, body);
        assertEquals(Optional.empty(), first.header(REPLAY), path);
        assertEquals(
                Optional.of("true"),
                second.header(REPLAY),
                path + " " + second.response().body());
        assertSame(first, second);
        return first;
    }

    private static Answer send(Person person, String key, String method, String path, String body) {
        return person.as(method, path, body, Map.of(KEY, key));
    }

    private static void assertSame(Answer one, Answer other) {
        assertEquals(one.status(), other.status());
        assertEquals(one.response().body(), other.response().body());
        assertEquals(headers(one), headers(other));
    }

    /** All headers but the one that tells the two apart, and those that may. */
    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers =
                new HashMap<>(answer.response().headers().map());
        headers.keySet().removeIf(name -> List.of("idempotent-replay", "date", "x-request-id")
                .contains(name.toLowerCase()));
        return headers;
    }

    private List<JsonObject> items() {
        return ada.get(tasks + "?limit=200")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
