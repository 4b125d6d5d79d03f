package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Who calls too often")
@ExtendWith(ArquillianExtension.class)
class RatesIT {
    private static final String PROXY = "127.77.0.1";

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerIT.warWith(
                "tutti.writes.per.second=1",
                "tutti.write.burst=8",
                "tutti.sign.ins.per.minute.per.address=30",
                "tutti.searches.per.minute=3",
                "tutti.invites.per.hour=2",
                "tutti.joins.per.minute=4",
                "tutti.connections.per.minute.per.user=2",
                "tutti.checkups.per.minute=3",
                "tutti.key.calls.per.second=1",
                "tutti.key.call.burst=6",
                "tutti.calls.per.second.per.address=20",
                "tutti.call.burst.per.address=400",
                "tutti.public.url=https://tutti.example/",
                "tutti.trusted.proxies=" + PROXY);
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @Test
    @DisplayName("writes no more, hears when to come back, reads on, and harms nobody else")
    void writes() {
        Person ada = Person.registers("Ada");
        Person bob = Person.registers("Bob");
        String workspace = ada.createsWorkspace("Engine");
        String tasks = "api/workspaces/" + workspace + "/tasks";

        Answer refused = untilRefused(40, () -> ada.post(tasks, "{\"title\":\"Task\"}"));
        assertEquals("1", refused.header("Retry-After").orElse(""));
        ada.get(tasks).expect(200);
        bob.createsWorkspace("Other");
        String counted = "tutti_limits_struck_total{limit=\"TUTTI_WRITES_PER_SECOND\"} ";
        assertTrue(
                Root.signsIn().get("api/metrics").expect(200).response().body().contains(counted));
    }

    @Test
    @DisplayName("writes no more on a socket either")
    void writesOnASocket() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        String message = "{\"id\":1,\"type\":\"chat:send\",\"payload\":{\"workspaceId\":\"%s\",\"text\":\"Hello\"}}"
                .formatted(workspace);
        try (Phone phone = Phone.connects(ada)) {
            JsonObject reply = phone.say(message).expect("reply");
            for (int i = 0; i < 40 && reply.getBoolean("success"); i++) {
                reply = phone.say(message).expect("reply");
            }
            assertFalse(reply.getBoolean("success"));
            JsonObject error = reply.getJsonObject("error");
            assertEquals("rate_limited", error.getString("code"));
            assertTrue(error.getInt("retryAfterMs") > 0);
        }
    }

    @Test
    @DisplayName("begins no more sockets and streams, keeps those there are, polls on, and hears when to come back")
    void handshakes() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        try (Phone phone = Phone.connects(ada);
                Radio radio = Radio.listens(ada, workspace)) {
            Phone another = Phone.dials(Phone.Handshake.bearer(ada.token));
            JsonObject why = another.expect("error").getJsonObject("payload");
            assertEquals("rate_limited", why.getString("code"));
            assertTrue(why.getString("message").contains("begin another one later"), why::toString);
            assertTrue(why.getInt("retryAfterMs") > 0 && why.getInt("retryAfterMs") <= 30_000, why::toString);
            assertEquals(4003, another.expectClose());
            Radio refused = Radio.Dial.inbox(ada).tune();
            assertEquals(
                    why.getString("message"),
                    refused.refused(429, "rate_limited").getString("detail"));
            int seconds = Integer.parseInt(refused.header("Retry-After").orElseThrow());
            assertTrue(seconds > 0 && seconds <= 30, () -> seconds + " s");

            phone.expectSilence();
            radio.expectEvents(ada.createsTask(workspace, "Heard").seq(), 1);
            ada.get("api/notifications/events?wait=0").expect(200);
            Phone.connects(Person.registers("Bob")).close();
        }
        String metrics =
                Root.signsIn().get("api/metrics").expect(200).response().body();
        for (String counted : List.of(
                "tutti_limits_struck_total{limit=\"TUTTI_CONNECTIONS_PER_MINUTE_PER_USER\"} ",
                "tutti_handshakes_total{outcome=\"too_many\",transport=\"websocket\"} ",
                "tutti_handshakes_total{outcome=\"too_many\",transport=\"stream\"} ")) {
            assertTrue(metrics.contains(counted), counted);
        }
    }

    @Test
    @DisplayName("with an integration key calls no more with it, reading or polling, and others do")
    void keys() {
        Person ada = Person.registers("Ada");
        String workspace = "api/workspaces/" + ada.createsWorkspace("Engine");
        Map<String, String> robot = key(ada, workspace);
        Map<String, String> other = key(ada, workspace);

        untilRefused(40, () -> Person.send("GET", workspace, "", robot));
        untilRefused(3, () -> Person.send("GET", workspace + "/events?wait=0", "", robot));
        Person.send("GET", workspace, "", other).expect(200);
        ada.get(workspace).expect(200);
    }

    @Test
    @DisplayName("who tests the way to the server too often is told when to come back, by either door")
    void checkups() {
        untilRefused(4, () -> Person.send("POST", "api/checkup", "", Map.of()));
        refused(Person.send("GET", "api/events?checkup", "", Map.of()));
        Person.send("GET", "api/contracts/codes.json", "", Map.of()).expect(200);
    }

    private static Map<String, String> key(Person admin, String workspace) {
        String secret = admin.post(workspace + "/keys", "{\"name\":\"CI\",\"scopes\":[\"read\"]}")
                .expect(201)
                .json()
                .getString("secret");
        return Map.of("Authorization", "Bearer " + secret);
    }

    @Test
    @DisplayName("searches, invites and tries invitations no more")
    void marked() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");

        untilRefused(4, () -> ada.get("api/search?q=word"));
        refused(ada.get("api/workspaces/" + workspace + "/tasks?q=word"));
        refused(ada.get("api/tasks?q=word"));
        untilRefused(3, () -> ada.post("api/workspaces/" + workspace + "/invites", "{\"role\":\"guest\"}"));
        untilRefused(5, () -> ada.get("api/invites/invite_" + UUID.randomUUID()));
        ada.get("api/workspaces").expect(200);
    }

    @Test
    @DisplayName("signs in no more, be it that nothing is right, and others do")
    void signIns() {
        String crowd = "198.51.100.20";
        RawSocket answer = signsIn(crowd, "x".repeat(1_000));
        for (int i = 1; i < 1_000 && answer.status() != 429; i++) {
            answer = signsIn(crowd, "x".repeat(1_000));
        }

        tellsWhen(answer.expectStatus(429).header("Retry-After"));
        signsIn("198.51.100.21", Person.registers("Ada").email).expectStatus(200);
    }

    @Test
    @DisplayName(
            "is kept to the rate of their address: the one that a trusted proxy names, and none that they make up (A13)")
    void addresses() {
        String flooded = "198.51.100.7";
        RawSocket answer = from(PROXY, "198.51.100.9, " + flooded);
        for (int i = 1; i < 1_000 && answer.status() != 429; i++) {
            answer = from(PROXY, "198.51.100.9, " + flooded);
        }

        tellsWhen(answer.expectStatus(429).header("Retry-After"));
        assertEquals(Optional.of("nosniff"), answer.header("X-Content-Type-Options"));
        assertTrue(answer.header("Content-Security-Policy").isPresent());
        assertEquals(Optional.of("max-age=31536000"), answer.header("Strict-Transport-Security"));
        from(PROXY, "198.51.100.9").expectStatus(401);
        from("127.77.0.2", flooded).expectStatus(401);
        from(PROXY, flooded, "/api/health/live").expectStatus(200);
    }

    /** @return the first answer that is a refusal for that reason */
    private static Answer untilRefused(int most, Supplier<Answer> call) {
        for (int i = 1; i < most; i++) {
            Answer answer = call.get();
            if (answer.status() == 429) {
                return refused(answer);
            }
        }
        return refused(call.get());
    }

    /** Expects to be told when to come back. */
    private static Answer refused(Answer answer) {
        tellsWhen(answer.refused(429, "rate_limited").header("Retry-After"));
        return answer;
    }

    private static void tellsWhen(Optional<String> retryAfter) {
        assertTrue(Integer.parseInt(retryAfter.orElse("0")) >= 1, () -> "Retry-After: " + retryAfter);
    }

    private static RawSocket signsIn(String forwarded, String email) {
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, Person.PASSWORD);
        String headers = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        return from(PROXY, forwarded, "POST", "/api/auth/login", headers, body);
    }

    private static RawSocket from(String address, String forwarded) {
        return from(address, forwarded, "/api/auth/me");
    }

    private static RawSocket from(String address, String forwarded, String path) {
        return from(address, forwarded, "GET", path, "", "");
    }

    /** @return the beginning of what a call without a token is answered, from an address of the loopback network */
    private static RawSocket from(
            String address, String forwarded, String method, String path, String headers, String body) {
        String context = ServerIT.BASE.getPath();
        String head = method + " " + context.substring(0, context.length() - 1) + path + " HTTP/1.1\r\nHost: "
                + ServerIT.BASE.getAuthority() + "\r\nConnection: close\r\nX-Forwarded-For: " + forwarded + "\r\n"
                + headers + "\r\n" + body;
        try (Socket socket = new Socket(
                InetAddress.getByName(ServerIT.BASE.getHost()),
                ServerIT.BASE.getPort(),
                InetAddress.getByName(address),
                0)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            try (RawSocket answer = new RawSocket(socket)) {
                return answer;
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
