package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On a stream of Server-Sent Events")
class SseIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("the headers keep caches and proxies out, and the first event says who one is and what one follows")
    void connected() {
        long head = ada.createsTask(workspace, "Before").seq();
        try (Radio radio = Radio.Dial.of(ada, workspace).tune()) {
            assertEquals(Optional.of("text/event-stream;charset=utf-8"), radio.header("Content-Type"));
            assertEquals(Optional.of("no-store"), radio.header("Cache-Control"));
            assertEquals(Optional.of("no"), radio.header("X-Accel-Buffering"));
            JsonObject hello = radio.connected();
            assertTrue(radio.retry().orElseThrow() >= 1_000);
            assertEquals(ada.id, hello.getString("userId"));
            UUID.fromString(hello.getString("connectionId"));
            List<JsonObject> journals = journals(hello);
            assertEquals(2, journals.size());
            assertTrue(journals.get(0).getBoolean("inbox"));
            assertEquals(workspace, journals.get(1).getString("workspaceId"));
            assertEquals(head, journals.get(1).getInt("seq"));
            assertFalse(journals.get(1).getBoolean("recovered"));

            ada.createsTask(workspace, "Live \uD83D\uDE80");
            Radio.Event event = radio.expectEvents(head + 1, 1).get(0);
            assertEquals("task:created", event.name());
            assertEquals("Live \uD83D\uDE80", event.payload().getString("title"));
        }
    }

    @Test
    @DisplayName("whoever is cut off after any event hears exactly the rest by the last id (H11)")
    void cutAnywhere() {
        String other = ada.createsWorkspace("Other");
        List<Radio.Event> whole = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try (Radio radio = Radio.listens(ada, workspace, other)) {
            ids.add(radio.lastId());
            for (int i = 0; i < 12; i++) {
                ada.createsTask(i % 3 == 0 ? other : workspace, "" + i);
            }
            for (int i = 0; i < 12; i++) {
                whole.add(radio.next().orElseThrow());
                ids.add(radio.lastId());
            }
        }
        for (int cut = 0; cut <= 12; cut++) {
            try (Radio again =
                    Radio.Dial.of(ada, workspace, other).after(ids.get(cut)).tune()) {
                assertTrue(journals(again.connected()).stream().allMatch(journal -> journal.getBoolean("recovered")));
                List<Radio.Event> rest = Stream.generate(() -> again.next().orElseThrow())
                        .limit(whole.size() - cut)
                        .toList();
                // Between two journals there is no order; within each there is.
                for (String id : List.of(workspace, other)) {
                    assertEquals(of(id, whole.subList(cut, whole.size())), of(id, rest));
                }
                long next = ada.createsTask(workspace, "after the cut").seq();
                whole.addAll(again.expectEvents(next, 1));
            }
        }
    }

    @Test
    @DisplayName(
            "a position that cannot be gone on from is refused for its journal alone, however often one comes back")
    void noWayOn() {
        String other = ada.createsWorkspace("Other");
        String bad;
        try (Radio radio = Radio.listens(ada, workspace, other)) {
            long head = ada.createsTask(workspace, "1").seq();
            radio.expectEvents(head, 1);
            bad = radio.lastId().replace(":" + head + ":", ":" + (head + 5) + ":");
        }
        for (int i = 0; i < 2; i++) {
            try (Radio again = Radio.Dial.of(ada, workspace, other).after(bad).tune()) {
                List<JsonObject> journals = journals(again.connected());
                assertEquals("ahead_of_history", journals.get(1).getString("reason"));
                assertFalse(journals.get(1).getBoolean("recovered"));
                assertTrue(journals.get(2).getBoolean("recovered"));
                ada.createsTask(workspace, "unheard");
                long heard = ada.createsTask(other, "heard").seq();
                again.expectEvents(heard, 1);
                bad = again.lastId();
            }
        }
    }

    @Test
    @DisplayName("the header wins over ?after=, which does for those who cannot send it")
    void after() {
        String start;
        String second;
        long head;
        try (Radio radio = Radio.listens(ada, workspace)) {
            start = radio.lastId();
            head = ada.createsTask(workspace, "1").seq();
            ada.createsTask(workspace, "2");
            radio.expectEvents(head, 2);
            second = radio.lastId();
        }
        try (Radio radio = Radio.Dial.of(ada, workspace).query("after=" + start).tune()) {
            radio.connected();
            radio.expectEvents(head, 2);
        }
        try (Radio radio = Radio.Dial.of(ada, workspace)
                .query("after=" + start)
                .after(second)
                .tune()) {
            radio.connected();
            ada.createsTask(workspace, "3");
            radio.expectEvents(head + 2, 1);
        }
    }

    @Test
    @DisplayName("a client moves from WebSocket to a stream to polls and back, and loses nothing (H11)")
    void moves() {
        JsonObject start;
        long first;
        try (Phone phone = Phone.connects(ada)) {
            start = phone.join(workspace);
            first = ada.createsTask(workspace, "on the socket").seq();
            phone.expectEvents(first, 1);
            ada.createsTask(workspace, "on the way");
            phone.expect("task:created");
        }
        // As if the second had been lost on the way: the position is that after the first.
        String epoch = start.getString("epoch");
        JsonObject page = ada.get("api/workspaces/" + workspace + "/events?after=" + epoch + ":" + first + "&wait=5")
                .expect(200)
                .json();
        assertEquals(first + 1, page.getInt("seq"));
        String after = "after=" + workspace + ":" + position(page);
        ada.createsTask(workspace, "for the stream");
        try (Radio radio = Radio.Dial.of(ada, workspace).query(after).tune()) {
            radio.connected();
            radio.expectEvents(first + 2, 1);
        }
        ada.createsTask(workspace, "for the poll");
        page = ada.get("api/workspaces/" + workspace + "/events?after=" + epoch + ":" + (first + 2))
                .expect(200)
                .json();
        assertEquals(1, page.getJsonArray("items").size());
        ada.createsTask(workspace, "for the socket");
        try (Phone phone = Phone.connects(ada)) {
            phone.say("{\"id\":\"j\",\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":\"" + workspace
                    + "\",\"position\":\"" + position(page) + "\"}}");
            assertTrue(phone.expect("reply").getJsonObject("data").getBoolean("recovered"));
            phone.expectEvents(first + 4, 1);
        }
    }

    @Test
    @DisplayName("the connection that writes is told to skip its own event, and moves on all the same")
    void skip() {
        try (Radio radio = Radio.Dial.of(ada, workspace).tune()) {
            String connection = radio.connected().getString("connectionId");
            ada.as(
                            "POST",
                            "api/workspaces/" + workspace + "/tasks",
                            "{\"title\":\"Mine\"}",
                            Map.of("X-Connection-Id", connection))
                    .expect(201);
            String before = radio.lastId();
            radio.expect("skip");
            assertFalse(radio.lastId().equals(before));
        }
    }

    @Test
    @DisplayName("is refused in plain HTTP: who may not, what is not there, what cannot be meant")
    void refused() {
        Radio.Dial.nobody().tune().refused(401, "invalid_token");
        Radio.Dial.nobody().with("Authorization", "Bearer a.b.c").tune().refused(401, "invalid_token");
        Radio.Dial.nobody()
                .with("Authorization", "Bearer " + CraftedToken.expired(ada, Duration.ofMinutes(1)))
                .tune()
                .refused(401, "invalid_token");
        Radio.Dial.inbox(ada).with("Origin", "https://evil.example").tune().refused(403, "forbidden");
        Radio.Dial.of(bob, workspace).tune().refused(404, "not_found");
        Radio.Dial.of(bob, UUID.randomUUID().toString()).tune().refused(404, "not_found");
        Radio.Dial.of(ada, "x").tune().refused(400, "bad_value");
        Radio.Dial.of(
                        ada,
                        Stream.generate(() -> UUID.randomUUID().toString())
                                .limit(21)
                                .toArray(String[]::new))
                .tune()
                .refused(400, "bad_value");
        for (String id : List.of("x", "i:e:1,i:e:1", "i:e:-1", "i:e:1:short", "i:e:1,".repeat(30), "x".repeat(3_000))) {
            Radio.Dial.inbox(ada).after(id).tune().refused(400, "bad_value");
        }
        for (String method : List.of("POST", "PUT", "OPTIONS")) {
            Radio radio = Radio.Dial.inbox(ada).with("Content-Length", "0").tune(method);
            assertEquals(405, radio.status());
            assertEquals(Optional.of("GET"), radio.header("Allow"));
        }
        assertEquals(405, Radio.Dial.inbox(ada).tune("HEAD").status());
    }

    @Test
    @DisplayName("a ticket lets in once; a cookie does from an own page only (A2, A9)")
    void credentials() {
        String ticket = ada.post("api/auth/ticket", "").expect(201).json().getString("ticket");
        try (Radio radio = Radio.Dial.nobody().query("ticket=" + ticket).tune()) {
            radio.connected();
        }
        Radio.Dial.nobody().query("ticket=" + ticket).tune().refused(401, "invalid_token");

        Radio.Dial cookie = Radio.Dial.nobody().with("Cookie", "wsToken=" + ada.token);
        cookie.tune().refused(401, "invalid_token");
        cookie.with("Sec-Fetch-Site", "cross-site").tune().refused(401, "invalid_token");
        for (Radio.Dial own :
                List.of(cookie.with("Sec-Fetch-Site", "same-origin"), cookie.with("Origin", RawHandshake.OWN_ORIGIN))) {
            try (Radio radio = own.tune()) {
                assertEquals(ada.id, radio.connected().getString("userId"));
            }
        }
    }

    @Test
    @DisplayName("a fourth is refused with 429 while three live, and let in where one of them is gone (F8, F9)")
    void fourth() {
        try (Radio one = Radio.listens(ada);
                Radio two = Radio.listens(ada)) {
            try (Radio three = Radio.listens(ada)) {
                Radio.Dial.inbox(ada).tune().refused(429, "rate_limited");
                Radio refused = Radio.Dial.inbox(ada).tune();
                assertEquals(429, refused.status());
                assertTrue(refused.header("Retry-After").isPresent());
                try (Phone phone = Phone.connects(ada);
                        Radio bobs = Radio.listens(bob)) {
                    phone.expectSilence();
                    assertEquals(0, bobs.comments());
                }
                assertTrue(three.lastId().length() > 2);
            }
            // Its client is gone without a word; nothing tells but a write, and somebody else's arrival makes one.
            Radio.listens(ada).close();
            assertTrue(one.lastId().length() > 2);
            assertTrue(two.lastId().length() > 2);
        }
    }

    @Test
    @DisplayName("a removed member hears the entry that removes them, then access:revoked, then nothing (C4)")
    void removal() {
        ada.adds(bob, workspace, "member");
        try (Radio radio = Radio.listens(bob, workspace)) {
            ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
            ada.createsTask(workspace, "Not for Bob");
            radio.expect("workspace:member_left");
            radio.expect("access:revoked");
            assertEquals(List.of(), radio.within(Duration.ofSeconds(3)));
            Radio.Dial.of(bob, workspace).after(radio.lastId()).tune().refused(404, "not_found");
        }
    }

    @Test
    @DisplayName("signing out ends the stream with 4503, and the browser's next try with 204 (B13)")
    void logout() {
        try (Radio radio = Radio.listens(ada, workspace)) {
            ada.post("api/auth/logout", "{\"refreshToken\":\"" + ada.refreshToken + "\"}")
                    .expect(204);
            radio.expect("session:ended");
            assertEquals(4503, radio.expectClose());
            assertEquals(
                    204,
                    Radio.Dial.of(ada, workspace).after(radio.lastId()).tune().status());
        }
    }

    private static List<JsonObject> journals(JsonObject hello) {
        return hello.getJsonArray("journals").getValuesAs(JsonObject.class);
    }

    private static List<String> of(String workspace, List<Radio.Event> events) {
        return events.stream()
                .filter(event -> event.json().getString("workspaceId", "").equals(workspace))
                .map(Radio.Event::data)
                .toList();
    }

    private static String position(JsonObject page) {
        return page.getString("epoch") + ":" + page.getInt("seq") + ":" + page.getString("mark");
    }
}
