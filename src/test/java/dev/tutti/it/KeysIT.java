package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key of an integration")
class KeysIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String tasks = "api/workspaces/" + workspace + "/tasks";

    @Test
    @DisplayName("lets another system do what it was made for, once, under its own name")
    void writes() {
        JsonObject made = make("CI", "\"read\",\"tasks:write\"");
        String key = made.getString("secret");
        Phone bob = Phone.dials(Phone.Handshake.bearer(ada.token));
        bob.expect("connected");
        bob.say("{\"id\":\"1\",\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}");
        bob.expect("reply");

        Map<String, String> once = Map.of("Authorization", "Bearer " + key, "Idempotency-Key", "build-7");
        String task = Person.send("POST", tasks, "{\"title\":\"Red\"}", once)
                .expect(201)
                .id();
        Answer again = Person.send("POST", tasks, "{\"title\":\"Red\"}", once).expect(201);

        assertEquals(task, again.id());
        assertEquals("true", again.header("Idempotent-Replay").orElse(""));
        JsonObject heard = bob.expect("task:created");
        assertEquals("CI", heard.getJsonObject("actor").getString("name"));
        assertTrue(heard.getJsonObject("actor").getBoolean("integration"));
        assertEquals(
                made.getJsonObject("key").getString("id"),
                heard.getJsonObject("actor").getString("id"));
        as(key, "GET", tasks, "").expect(200);
        as(key, "PATCH", tasks + "/" + task, "{\"title\":\"Green\"}").expect(200);
        bob.expect("task:updated");
        as(key, "GET", "api/workspaces/" + workspace + "/snapshot", "").expect(200);
        as(key, "GET", tasks + "/" + task + "/activity", "").expect(200);
        bob.close();
    }

    @Test
    @DisplayName("opens nothing else: no other call, no other workspace, no stream, no socket")
    void refused() {
        String reader = make("Eyes", "\"read\"").getString("secret");
        String writer = make("Hand", "\"tasks:write\"").getString("secret");
        String other = ada.createsWorkspace("Elsewhere");

        as(reader, "POST", tasks, "{\"title\":\"No\"}").refused(403, "forbidden");
        as(writer, "GET", tasks, "").refused(403, "forbidden");
        for (String path : new String[] {
            "auth/me", "workspaces", "notifications", "search?q=x", "workspaces/" + workspace + "/keys", "tasks"
        }) {
            as(reader, "GET", "api/" + path, "").refused(403, "forbidden");
        }
        as(writer, "POST", "api/auth/ticket", "").refused(403, "forbidden");
        as(writer, "POST", "api/commands", "{\"type\":\"ping\"}").refused(403, "forbidden");
        as(writer, "POST", "api/workspaces/" + workspace + "/messages", "{\"text\":\"x\"}")
                .refused(403, "forbidden");
        as(reader, "GET", "api/workspaces/" + other, "").refused(404, "not_found");
        as(reader, "GET", "api/workspaces/" + UUID.randomUUID(), "").refused(404, "not_found");
        as(reader, "GET", "api/events?workspace=" + workspace, "").refused(401, "invalid_token");
        Phone phone = Phone.dials(Phone.Handshake.bearer(reader));
        phone.expect("error");
        assertEquals(4002, phone.expectClose());
        as(reader + "x", "GET", tasks, "").refused(401, "invalid_token");
    }

    @Test
    @DisplayName("that was made for reading hears what happens by polling, until it is revoked, also while it waits")
    void changeFeed() throws Exception {
        JsonObject made = make("Eyes", "\"read\"");
        String key = made.getString("secret");
        String events = "api/workspaces/" + workspace + "/events";
        String start = position(as(key, "GET", events, "").expect(200));
        ada.createsTask(workspace, "First");

        Answer heard = as(key, "GET", events + "?after=" + start, "").expect(200);
        assertEquals("task:created", type(heard));
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> as(key, "GET", events + "?wait=25&after=" + position(heard), ""));
        TimeUnit.MILLISECONDS.sleep(500);
        ada.delete("api/workspaces/" + workspace + "/keys/"
                        + made.getJsonObject("key").getString("id"))
                .expect(204);
        assertEquals(
                "integration:removed", type(waiting.get(15, TimeUnit.SECONDS).expect(200)));
        as(key, "GET", events, "").refused(401, "invalid_token");

        String writer = make("Hand", "\"tasks:write\"").getString("secret");
        String reader = make("Eyes", "\"read\"").getString("secret");
        as(writer, "GET", events, "").refused(403, "forbidden");
        as(reader, "GET", "api/notifications/events", "").refused(403, "forbidden");
        as(reader, "GET", "api/workspaces/" + ada.createsWorkspace("Other") + "/events", "")
                .refused(404, "not_found");
    }

    private static String position(Answer poll) {
        JsonObject page = poll.json();
        return page.getString("epoch") + ":" + page.getJsonNumber("seq").longValueExact();
    }

    private static String type(Answer poll) {
        return poll.json().getJsonArray("items").getJsonObject(0).getString("type");
    }

    @Test
    @DisplayName("is shown once, listed without itself, and no good from the moment at which it is revoked")
    void revoked() {
        JsonObject made = make("CI", "\"read\"");
        String keys = "api/workspaces/" + workspace + "/keys";
        as(made.getString("secret"), "GET", tasks, "").expect(200);

        Answer list = ada.get(keys).expect(200);
        assertEquals(1, list.json().getJsonArray("items").size());
        assertTrue(!list.response().body().contains(made.getString("secret")));
        assertTrue(!list.json().getJsonArray("items").getJsonObject(0).isNull("usedAt"));
        ada.delete(keys + "/" + made.getJsonObject("key").getString("id")).expect(204);
        as(made.getString("secret"), "GET", tasks, "").refused(401, "invalid_token");
        ada.post(keys, "{\"name\":\"x\",\"scopes\":[\"admin\"]}").refused(400, "bad_request");
        ada.post(keys, "{\"name\":\"x\",\"scopes\":[]}").refused(400, "bad_request");
        ada.post(keys, "{\"name\":\"x\",\"scopes\":[null]}").refused(400, "bad_request");
    }

    private JsonObject make(String name, String scopes) {
        return ada.post(
                        "api/workspaces/" + workspace + "/keys",
                        "{\"name\":\"%s\",\"scopes\":[%s]}".formatted(name, scopes))
                .expect(201)
                .json();
    }

    private static Answer as(String key, String method, String path, String body) {
        return Person.send(method, path, body, Map.of("Authorization", "Bearer " + key));
    }
}
