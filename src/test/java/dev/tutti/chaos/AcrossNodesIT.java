package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import dev.tutti.it.RelayFrame;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody keeps, and what holds for a person wherever she is. */
@DisplayName("Somebody on a WildFly and somebody on a Payara")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AcrossNodesIT {
    private static final int CONNECTIONS_PER_USER = 5;
    private static final int LOGIN_FAILURES = 5;

    private static Cluster cluster;

    private Person ada;
    private Person bob;
    private String workspace;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void start() {
        cluster = new Cluster(3, Duration.ofSeconds(1));
        // One after the other: both would make the same tables.
        cluster.places().forEach(place -> place.node().starts());
        cluster.awaitWell();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void apart() {
        ada = Person.registers(cluster.wildfly.node().address(), "Ada");
        bob = Person.registers(cluster.payara.node().address(), "Bob");
        workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");
    }

    @Test
    @DisplayName("see each other type and point")
    void signals() {
        try (Phone adas = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace)) {
            meet(adas, bobs);
            for (List<Phone> way : List.of(List.of(adas, bobs), List.of(bobs, adas))) {
                way.get(0)
                        .say("{\"type\":\"task:typing\",\"payload\":{\"workspaceId\":\"%s\",\"taskId\":\"%s\"}}"
                                .formatted(workspace, UUID.randomUUID()));
                way.get(1).expect("task:typing");
                way.get(0)
                        .say("{\"type\":\"signal\",\"payload\":{\"workspaceId\":\"%s\",\"name\":\"cursor\",\"data\":7}}"
                                .formatted(workspace));
                assertEquals(
                        7, way.get(1).expect("signal").getJsonObject("payload").getInt("data"));
            }
        }
    }

    @Test
    @DisplayName("meet in a room and relay bytes to each other there")
    void rooms() {
        try (Phone adas = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace)) {
            meet(adas, bobs);
            enter(adas);
            enter(bobs);
            assertEquals(bob.id, who(adas.expect("room:joined")));
            byte[] drawn = RelayFrame.of(workspace, "canvas", new byte[] {1, 2, 3});
            for (List<Phone> way : List.of(List.of(adas, bobs), List.of(bobs, adas))) {
                way.get(0).relay(drawn);
                byte[] heard = way.get(1).nextRelayed();
                assertEquals(3, heard[heard.length - 1]);
            }
            bobs.say("{\"type\":\"room:leave\",\"payload\":{\"workspaceId\":\"%s\",\"room\":\"canvas\"}}"
                    .formatted(workspace));
            assertEquals(bob.id, who(adas.expect("room:left")));
        }
    }

    @Test
    @DisplayName("C7: hear nothing more of a workspace from which the other removed them")
    void removal() {
        try (Phone adas = Phone.joins(ada, workspace);
                Phone bobs = Phone.joins(bob, workspace)) {
            meet(adas, bobs);
            ada.delete("api/workspaces/" + workspace + "/members/" + bob.id).expect(204);
            adas.expect("workspace:member_left");
            bobs.expect("workspace:member_left");
            bobs.expect("access:revoked");
            ada.createsTask(workspace, "Secret");
            adas.expect("task:created");
            bobs.expectSilence();
        }
    }

    @Test
    @DisplayName("B16: get in once with a ticket, whichever of the two wrote it")
    void ticket() {
        String ticket = ada.post("api/auth/ticket", "").expect(201).json().getString("ticket");
        Phone.Handshake handshake = new Phone.Handshake("ws?ticket=" + ticket, Map.of(), List.of());
        try (Phone first = Phone.dials(cluster.payara.node().address(), handshake);
                Phone second = Phone.dials(cluster.wildfly.node().address(), handshake)) {
            assertEquals(
                    ada.id, first.expect("connected").getJsonObject("payload").getString("userId"));
            second.expect("error");
            assertEquals(4002, second.expectClose());
        }
    }

    @Test
    @DisplayName("B13: are signed out at both by a word to one")
    void signOut() {
        try (Phone here = Phone.connects(ada);
                Phone there = Phone.connects(ada.at(cluster.payara.node().address()))) {
            ada.post("api/auth/logout-all", "").expect(204);
            for (Phone phone : List.of(here, there)) {
                phone.expect("account:signed_out");
                assertEquals(4503, phone.expectClose());
            }
        }
        ada.at(cluster.payara.node().address()).get("api/auth/me").refused(401, "invalid_token");
    }

    @Test
    @DisplayName("F6: have no more connections at both together than at one")
    void crowd() {
        Person away = ada.at(cluster.payara.node().address());
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS_PER_USER; i++) {
            phones.add(Phone.connects(i % 2 == 0 ? ada : away));
        }
        for (Person person : List.of(ada, away)) {
            try (Phone tooMany = Phone.dials(person.server, Phone.Handshake.bearer(person.token))) {
                tooMany.expect("error");
                assertEquals(4003, tooMany.expectClose());
            }
        }
        phones.forEach(Phone::close);
    }

    @Test
    @DisplayName("F7: have no more wrong passwords at both together than at one")
    void wrongPasswords() {
        for (int i = 0; i < LOGIN_FAILURES; i++) {
            (i % 2 == 0 ? bob : bob.at(cluster.wildfly.node().address()))
                    .signsInWith("wrong " + i)
                    .expect(401);
        }
        for (Cluster.Place place : cluster.places()) {
            bob.at(place.node().address()).signsInWith("wrong again").expect(429);
        }
    }

    /** Until each node knows who is at the other. */
    private void meet(Phone adas, Phone bobs) {
        Proof.of("Ada sees Bob", Duration.ofSeconds(20), () -> isTold(adas, bob));
        Proof.of("Bob sees Ada", Duration.ofSeconds(20), () -> isTold(bobs, ada));
    }

    private static boolean isTold(Phone phone, Person person) {
        return phone.restOfPresence().toString().contains(person.id);
    }

    private void enter(Phone phone) {
        phone.say("{\"id\":1,\"type\":\"room:join\",\"payload\":{\"workspaceId\":\"%s\",\"room\":\"canvas\"}}"
                .formatted(workspace));
        JsonObject reply = phone.expect("reply");
        assertTrue(reply.getBoolean("success"), reply.toString());
    }

    private static String who(JsonObject frame) {
        return frame.getJsonObject("payload").getString("userId");
    }
}
