package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who is there")
class PresenceIT extends ServerIT {
    /** As it is set for these tests. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String workspace = ada.createsWorkspace("Engine");

    @Test
    @DisplayName("is told after the reply as a whole, and then by what changes, with a number and no seq")
    void stateAndDiffs() {
        ada.adds(bob, workspace, "guest");
        try (Phone adas = Phone.connects(ada)) {
            assertEquals(1, adas.join(workspace).getInt("online"));
            JsonObject state = adas.nextOfPresence();
            assertFalse(state.containsKey("seq"));
            assertEquals("presence:state", state.getString("type"));
            assertEquals(Map.of(ada.id, "active 1"), list(state.getJsonObject("payload"), "online"));
            try (Phone bobs = Phone.connects(bob)) {
                assertEquals(2, bobs.join(workspace).getInt("online"));
                JsonObject whole = bobs.expectPresence("presence:state");
                JsonObject diff = adas.expectPresence("presence:diff");
                assertEquals(Map.of(ada.id, "active 1", bob.id, "active 1"), list(whole, "online"));
                assertEquals(Map.of(bob.id, "active 1"), list(diff, "changed"));
                assertEquals(state.getJsonObject("payload").getInt("n") + 1, diff.getInt("n"));
                assertEquals(diff.getInt("n"), whole.getInt("n"));
                assertEquals(whole.getJsonArray("online"), asked(bob));
            }
            assertEquals(List.of(bob.id), gone(adas.expectPresence("presence:diff")), "who hangs up is gone at once");
            assertEquals(Map.of(ada.id, "active 1"), list(asked(ada)));
        }
    }

    @Test
    @DisplayName("does not flicker: a cut of which the client comes back within the grace is seen by nobody")
    void cutAndBack() {
        ada.adds(bob, workspace, "member");
        try (Phone adas = Phone.joins(ada, workspace)) {
            adas.expectPresence("presence:state");
            cut(bob);
            adas.expectPresence("presence:diff");
            pause(GRACE.dividedBy(2));
            try (Phone back = Phone.joins(bob, workspace)) {
                assertEquals(
                        2,
                        back.expectPresence("presence:state")
                                .getJsonArray("online")
                                .size());
                pause(GRACE.plusSeconds(1));
                assertEquals(List.of(), adas.restOfPresence());
                assertEquals(List.of(), back.restOfPresence());
            }
        }
    }

    @Test
    @DisplayName("has no ghosts: a client that is cut and does not come back is gone after the grace, and not before")
    void cutForGood() {
        ada.adds(bob, workspace, "member");
        try (Phone adas = Phone.joins(ada, workspace)) {
            adas.expectPresence("presence:state");
            Instant cut = cut(bob);
            adas.expectPresence("presence:diff");
            assertEquals(List.of(bob.id), gone(adas.expectPresence("presence:diff")));

            Duration missed = Duration.between(cut, Instant.now());
            assertTrue(missed.compareTo(GRACE.minusMillis(100)) > 0, () -> "gone after " + missed);
            assertTrue(missed.compareTo(GRACE.plusSeconds(3)) < 0, () -> "gone after " + missed);
        }
    }

    @Test
    @DisplayName("sees those off at once who leave, sign out or are removed")
    void atOnce() {
        try (Phone adas = Phone.joins(ada, workspace)) {
            adas.expectPresence("presence:state");
            seenOff(
                    adas,
                    phone -> phone.say(
                            "{\"type\":\"workspace:leave\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}"));
            seenOff(adas, phone -> bob.post("api/auth/logout-all", "").expect(204));
        }
    }

    private void seenOff(Phone adas, Consumer<Phone> way) {
        Person guest = bob.signsIn();
        ada.delete("api/workspaces/" + workspace + "/members/" + bob.id);
        ada.adds(bob, workspace, "member");
        Phone phone = Phone.joins(guest, workspace);
        adas.expectPresence("presence:diff");
        Instant begin = Instant.now();
        way.accept(phone);
        assertEquals(List.of(bob.id), gone(adas.expectPresence("presence:diff")));
        assertTrue(Duration.between(begin, Instant.now()).compareTo(GRACE) < 0);
        adas.rest();
        phone.rest();
        phone.close();
    }

    @Test
    @DisplayName("is over at once for a removed member, also for one who is only expected back (C4, C11)")
    void removed() {
        ada.adds(bob, workspace, "member");
        Person eve = Person.registers("Eve");
        ada.adds(eve, workspace, "member");
        try (Phone adas = Phone.joins(ada, workspace)) {
            adas.expectPresence("presence:state");
            cut(eve);
            adas.expectPresence("presence:diff");
            Phone bobs = Phone.joins(bob, workspace);
            bobs.expectPresence("presence:state");
            adas.expectPresence("presence:diff");
            for (Person member : List.of(bob, eve)) {
                ada.delete("api/workspaces/" + workspace + "/members/" + member.id)
                        .expect(204);
                assertEquals(List.of(member.id), gone(adas.expectPresence("presence:diff")));
            }
            bobs.expect("workspace:member_left");
            bobs.expect("access:revoked");
            bobs.expectSilence();
            assertEquals(List.of(), bobs.restOfPresence(), "nothing after the removal");
            assertEquals(2, adas.rest().size());
            bobs.close();
        }
        bob.get("api/workspaces/" + workspace + "/presence").refused(404, "not_found");
    }

    @Test
    @DisplayName("counts streams as it counts sockets, and their people say over HTTP whether they are at it")
    void streams() {
        ada.adds(bob, workspace, "guest");
        try (Phone adas = Phone.joins(ada, workspace);
                Radio bobs = heardState(adas, Radio.Dial.of(bob, workspace))) {
            JsonObject connected = bobs.connected();
            JsonObject joined = connected.getJsonArray("journals").getJsonObject(1);
            assertEquals(2, joined.getInt("online"));
            Radio.Event state = bobs.nextOfPresence();
            assertEquals("presence:state", state.name());
            assertTrue(state.id().isEmpty(), "it moves no position");
            assertEquals(2, state.payload().getJsonArray("online").size());
            assertEquals(Map.of(bob.id, "active 1"), list(adas.expectPresence("presence:diff"), "changed"));

            String away = "{\"type\":\"presence:update\",\"payload\":{\"workspaceId\":\"" + workspace
                    + "\",\"state\":\"away\"}}";
            bob.as("POST", "api/commands", away, Map.of("X-Connection-Id", connected.getString("connectionId")))
                    .expect(200);
            assertEquals(Map.of(bob.id, "away 1"), list(adas.expectPresence("presence:diff"), "changed"));
            try (Phone phone = Phone.joins(bob, workspace)) {
                assertEquals(Map.of(bob.id, "active 2"), list(adas.expectPresence("presence:diff"), "changed"));
                phone.say(away);
                assertEquals(Map.of(bob.id, "away 2"), list(adas.expectPresence("presence:diff"), "changed"));
                // Named by another, it is nobody's.
                bob.as("POST", "api/commands", away.replace("away", "active"), Map.of("X-Connection-Id", ada.id))
                        .expect(200);
                phone.expectSilence();
            }
            assertEquals(Map.of(bob.id, "away 1"), list(adas.expectPresence("presence:diff"), "changed"));
            poll(bob);
            assertEquals(List.of(), adas.restOfPresence());
        }
    }

    @Test
    @DisplayName("is in the end the same for all after a storm of connections that come and go")
    void storm() {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            people.add(Person.registers("Somebody"));
            ada.adds(people.get(i), workspace, "member");
        }
        try (Phone adas = Phone.joins(ada, workspace)) {
            List<Phone> phones = new ArrayList<>();
            for (Person person : people) {
                for (int i = 0; i < 3; i++) {
                    phones.add(Phone.joins(person, workspace));
                }
            }
            for (int i = 0; i < phones.size(); i += 2) {
                phones.get(i).close();
            }
            Map<String, String> expected = new LinkedHashMap<>();
            expected.put(ada.id, "active 1");
            for (int i = 0; i < people.size(); i++) {
                expected.put(people.get(i).id, i % 2 == 0 ? "active 1" : "active 2");
            }
            Map<String, String> heard = list(adas.expectPresence("presence:state"), "online");
            while (!heard.equals(expected)) {
                JsonObject diff = adas.expectPresence("presence:diff");
                heard.putAll(list(diff, "changed"));
                gone(diff).forEach(heard::remove);
            }
            pause(Duration.ofMillis(500));
            assertEquals(List.of(), adas.restOfPresence());
            assertEquals(expected, list(asked(ada)));
            for (int i = 1; i < phones.size(); i += 2) {
                phones.get(i).close();
            }
        }
    }

    /** Whoever comes within a moment of another stands in the same list. */
    private static Radio heardState(Phone phone, Radio.Dial dial) {
        phone.expectPresence("presence:state");
        return dial.tune();
    }

    private JsonArray asked(Person person) {
        return person.get("api/workspaces/" + workspace + "/presence")
                .expect(200)
                .json()
                .getJsonArray("online");
    }

    private void poll(Person person) {
        String events = "api/workspaces/" + workspace + "/events";
        JsonObject end = person.get(events).expect(200).json();
        person.get(events + "?wait=1&after=" + end.getString("epoch") + ":" + end.getInt("seq"))
                .expect(200);
    }

    /** Somebody joins, and is cut off without a word. */
    private Instant cut(Person person) {
        try (RawSocket socket = RawHandshake.of(person).send()) {
            socket.expect("connected");
            socket.join(workspace);
            pause(Duration.ofMillis(300));
            return Instant.now();
        }
    }

    private static List<String> gone(JsonObject diff) {
        return diff.getJsonArray("gone").getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
    }

    private static Map<String, String> list(JsonObject payload, String member) {
        return list(payload.getJsonArray(member));
    }

    private static Map<String, String> list(JsonArray all) {
        Map<String, String> people = new LinkedHashMap<>();
        all.stream()
                .map(JsonValue::asJsonObject)
                .forEach(person -> people.put(
                        person.getString("userId"), person.getString("state") + " " + person.getInt("connections")));
        return people;
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    }
}
