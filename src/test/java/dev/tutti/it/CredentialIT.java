package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever connects")
class CredentialIT extends ServerIT {
    private static final int SEATS = 5;

    private final Person ada = Person.registers("Ada");

    @Test
    @DisplayName("shows a token in the header, a subprotocol, the cookie of an own page or the address")
    void everyWayIn() {
        RawHandshake page = RawHandshake.proper().with("Origin", RawHandshake.OWN_ORIGIN);
        welcomed(ada, RawHandshake.of(ada));
        welcomed(ada, RawHandshake.proper().with("Sec-WebSocket-Protocol", "tutti.v1, bearer." + ada.token));
        welcomed(ada, page.with("Cookie", "theme=dark; wsToken=" + ada.token));
        welcomed(ada, RawHandshake.proper().query("token=" + ada.token));
    }

    @Test
    @DisplayName("gets in once with a ticket (B16, B17)")
    void ticket() {
        String ticket = ada.post("api/auth/ticket", "").expect(201).json().getString("ticket");
        welcomed(ada, RawHandshake.proper().query("ticket=" + ticket));
        refused(4002, RawHandshake.proper().query("ticket=" + ticket));
        refused(4002, RawHandshake.proper().query("ticket=ticket_invented"));
    }

    @Test
    @DisplayName("gets in once with a ticket, even if it is shown a hundred times at the same moment (B16)")
    void ticketRace() {
        String ticket = ada.post("api/auth/ticket", "").expect(201).json().getString("ticket");
        List<RawSocket> sockets = RestIT.atOnce(
                100, i -> () -> RawHandshake.proper().query("ticket=" + ticket).send());
        try {
            List<String> heard = sockets.stream()
                    .map(socket -> socket.expectStatus(101).next().json().getString("type"))
                    .sorted()
                    .toList();

            assertEquals(Collections.nCopies(99, "error"), heard.subList(1, 100));
            assertEquals("connected", heard.get(0));
        } finally {
            sockets.forEach(RawSocket::close);
        }
    }

    @Test
    @DisplayName("is judged by the first credential in the protocol's order, and by no other")
    void order() {
        Person bob = Person.registers("Bob");
        String ticket = bob.post("api/auth/ticket", "").expect(201).json().getString("ticket");
        RawHandshake page = RawHandshake.proper().with("Origin", RawHandshake.OWN_ORIGIN);
        String cookie = "wsToken=" + ada.token;

        welcomed(ada, RawHandshake.of(ada).with("Sec-WebSocket-Protocol", "tutti.v1, bearer." + bob.token));
        welcomed(
                ada,
                page.with("Sec-WebSocket-Protocol", "tutti.v1, bearer." + ada.token)
                        .query("ticket=" + ticket));
        welcomed(bob, page.with("Cookie", cookie).query("ticket=" + ticket));
        welcomed(ada, page.with("Cookie", cookie).query("token=" + bob.token));
        refused(4002, page.with("Authorization", "Bearer garbage").with("Cookie", cookie));
    }

    @Test
    @DisplayName("is not let in by a cookie without an Origin: no browser sends it so (A2, A9)")
    void cookieOfNoPage() {
        refused(4001, RawHandshake.proper().with("Cookie", "wsToken=" + ada.token));
    }

    @Test
    @DisplayName("without a credential hears why, and 4001 (B20)")
    void nobody() {
        refused(4001, RawHandshake.proper());
        refused(4001, RawHandshake.proper().with("Sec-WebSocket-Protocol", "tutti.v1"));
        refused(4001, RawHandshake.proper().with("Authorization", "Basic YWRhOnNlY3JldA=="));
    }

    @Test
    @DisplayName("with an expired token hears why, and 4001: a fresh one will do (B4)")
    void expired() {
        refused(4001, CraftedToken.expired(ada, Duration.ofMinutes(1)));
    }

    @Test
    @DisplayName("with a token that ended within the clocks' difference is let in (B5)")
    void barelyExpired() {
        welcomed(
                ada,
                RawHandshake.proper()
                        .with("Authorization", "Bearer " + CraftedToken.expired(ada, Duration.ofSeconds(1))));
    }

    @Test
    @DisplayName("with a token that was never good hears why, and 4002 (B1, B6, B8, B10)")
    void neverGood() {
        Stream.of(
                        "garbage",
                        "a.b.c",
                        CraftedToken.unsigned(ada),
                        CraftedToken.forged(ada),
                        CraftedToken.endless(ada),
                        ada.refreshToken,
                        ada.token + "x".repeat(4_096))
                .forEach(token -> refused(4002, token));
    }

    @Test
    @DisplayName("with the token of a sign-in that has ended hears why, and 4002")
    void signedOut() {
        ada.post("api/auth/logout", "{\"refreshToken\":\"" + ada.refreshToken + "\"}")
                .expect(204);
        refused(4002, ada.token);
    }

    @Test
    @DisplayName(
            "for the sixth time hears why and when to come back, and 4003; nobody else is disturbed, and a seat given back is free (F2)")
    void sixth() {
        Person bob = Person.registers("Bob");
        List<Phone> five =
                Stream.generate(() -> Phone.connects(ada)).limit(SEATS).toList();
        try (Phone bobs = Phone.connects(bob)) {
            JsonObject why = refused("rate_limited", 4003, RawHandshake.of(ada));
            assertEquals(30_000, why.getInt("retryAfterMs"));
            five.forEach(Phone::expectSilence);
            bobs.expectSilence();

            five.get(0).close();
            welcomed(ada, RawHandshake.of(ada));
        } finally {
            five.forEach(Phone::close);
        }
    }

    @Test
    @DisplayName("is not kept out by connections of theirs whose other end is gone (F2)")
    void halfOpen() {
        List<RawSocket> lost = new ArrayList<>();
        try (Phone alive = Phone.connects(ada)) {
            for (int i = 1; i < SEATS; i++) {
                lost.add(RawHandshake.of(ada).send().deaf());
            }
            lost.forEach(socket -> socket.expect("connected"));
            try (RawSocket sixth = RawHandshake.of(ada).send()) {
                sixth.expect("connected");
                lost.forEach(socket -> assertEquals(4008, socket.expectClose()));
                alive.expectSilence();
            }
        } finally {
            lost.forEach(RawSocket::close);
        }
    }

    private static void welcomed(Person person, RawHandshake handshake) {
        try (RawSocket socket = handshake.send()) {
            JsonObject connected = socket.expectStatus(101).expect("connected").getJsonObject("payload");
            assertEquals(person.id, connected.getString("userId"));
            // Says goodbye, so that the seat is free at once.
            socket.send(RawFrames.close(1000));
            assertEquals(1000, socket.expectClose());
        }
    }

    private static void refused(int code, String token) {
        refused(code, RawHandshake.proper().with("Authorization", "Bearer " + token));
    }

    private static void refused(int code, RawHandshake handshake) {
        refused("invalid_token", code, handshake);
    }

    /** The upgrade is completed all the same: a browser would not learn the reason otherwise. */
    /** @return what was said before the close */
    private static JsonObject refused(String error, int code, RawHandshake handshake) {
        try (RawSocket socket = handshake.send()) {
            JsonObject why = socket.expectStatus(101).expect("error").getJsonObject("payload");
            assertEquals(error, why.getString("code"));
            assertTrue(why.getString("message").length() > 20, why.toString());
            assertEquals(code, socket.expectClose());
            return why;
        }
    }
}
