package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The handshake")
class HandshakeIT extends ServerIT {
    private static final String HOST = BASE.getHost();
    private static final int PORT = BASE.getPort();

    @Test
    @DisplayName("of a program, which has no Origin but a bearer token, is completed (A2)")
    void program() {
        try (RawSocket socket = RawHandshake.of(Person.registers("Ada")).send()) {
            socket.expectStatus(101).expect("connected");
        }
    }

    @Test
    @DisplayName("of a page of our own origin is completed")
    void ownOrigin() {
        RawHandshake page = RawHandshake.of(Person.registers("Ada")).with("Origin", RawHandshake.OWN_ORIGIN);
        try (RawSocket socket = page.send()) {
            socket.expectStatus(101).expect("connected");
        }
    }

    @Test
    @DisplayName("of a foreign origin, or one that only looks like ours, is refused with 403 (A1, A3, A9)")
    void foreignOrigins() {
        Person ada = Person.registers("Ada");
        String authority = HOST + ":" + PORT;
        List<String> foreign = List.of(
                "https://evil.example",
                "null",
                "http://" + authority + ".evil.example",
                "http://" + HOST + ".:" + PORT,
                "https://" + authority,
                "HTTP://" + authority,
                "http://" + HOST,
                "http://" + HOST + ":" + (PORT + 1),
                "http://" + authority + "/",
                "http://user@" + authority,
                "http://" + authority + " http://evil.example",
                "http://localhost:" + PORT);
        for (String origin : foreign) {
            refused(403, RawHandshake.of(ada).with("Origin", origin));
            refused(403, RawHandshake.proper().with("Origin", origin).with("Cookie", "wsToken=" + ada.token));
        }
    }

    @Test
    @DisplayName("with two Origins is refused, even when one of them is ours (A4)")
    void twoOrigins() {
        RawHandshake both = RawHandshake.of(Person.registers("Ada"))
                .with("Origin", RawHandshake.OWN_ORIGIN)
                .with("Origin", "https://evil.example");
        refused(403, both);
    }

    @Test
    @DisplayName("takes no proxy's word for where it was sent to (A13)")
    void spoofedProxy() {
        RawHandshake spoofed = RawHandshake.of(Person.registers("Ada"))
                .with("Origin", "https://evil.example")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Port", "443")
                .with("X-Forwarded-For", "127.0.0.1")
                .with("Forwarded", "host=evil.example;proto=https");
        refused(403, spoofed);
        refused(403, spoofed.replacing("Origin", "https://" + BASE.getAuthority()));
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(strings = {"7", "8", "12", "14", "013", "13, 8", ""})
    @DisplayName("in any version but 13 is answered with 426 and the version that we speak (A5)")
    void otherVersions(String version) {
        RawHandshake other = RawHandshake.of(Person.registers("Ada")).replacing("Sec-WebSocket-Version", version);
        try (RawSocket socket = other.send()) {
            assertEquals(Optional.of("13"), socket.expectStatus(426).header("Sec-WebSocket-Version"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD"})
    @DisplayName("by another method than GET is answered with 405 and the method to use (A6)")
    void otherMethods(String method) {
        RawHandshake other = RawHandshake.of(Person.registers("Ada")).method(method);
        try (RawSocket socket = other.with("Content-Length", "0").send()) {
            assertEquals(Optional.of("GET"), socket.expectStatus(405).header("Allow"));
        }
    }

    @ParameterizedTest(name = "key \"{0}\"")
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64 at all", "dGhpcyBvbmUgaXMgbXVjaCB0b28gbG9uZw=="})
    @DisplayName("whose key is missing or not of 16 bytes is answered with 400 (A7)")
    void badKeys(String key) {
        RawHandshake keyless = RawHandshake.of(Person.registers("Ada")).without("Sec-WebSocket-Key");
        refused(400, keyless);
        refused(400, keyless.with("Sec-WebSocket-Key", key));
    }

    @ParameterizedTest(name = "Connection: {0}")
    @ValueSource(strings = {"close", "keep-alive"})
    @DisplayName("that does not ask for an upgrade is answered with 426 and what to ask for, and with an end (A8)")
    void noUpgrade(String connection) {
        RawHandshake plain =
                RawHandshake.of(Person.registers("Ada")).without("Upgrade").replacing("Connection", connection);
        try (RawSocket socket = plain.send()) {
            RawSocket answered = socket.expectStatus(426);
            assertEquals(Optional.of("websocket"), answered.header("Upgrade"));
            assertEquals(Optional.of("close"), answered.header("Connection"));
        }
    }

    @Test
    @DisplayName("that offers compression is completed without it (A10)")
    void compression() {
        RawHandshake offering = RawHandshake.of(Person.registers("Ada"))
                .with("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
        try (RawSocket socket = offering.send()) {
            assertEquals(Optional.empty(), socket.expectStatus(101).header("Sec-WebSocket-Extensions"));
            socket.expect("connected");
        }
    }

    @Test
    @DisplayName("names our subprotocol and no other, and least of all the token that came beside it (A11)")
    void subprotocols() {
        Person ada = Person.registers("Ada");
        String token = "bearer." + ada.token;
        assertEquals(Optional.of("tutti.v1"), protocol(RawHandshake.of(ada), "tutti.v1"));
        assertEquals(Optional.of("tutti.v1"), protocol(RawHandshake.of(ada), "chat, tutti.v1"));
        assertEquals(Optional.of("tutti.v1.lines"), protocol(RawHandshake.of(ada), "tutti.v1.lines, tutti.v1"));
        assertEquals(Optional.of("tutti.v1"), protocol(RawHandshake.of(ada), "tutti.v2, tutti.v1, tutti.v1.lines"));
        assertEquals(Optional.empty(), protocol(RawHandshake.of(ada), "chat, superchat"));
        assertEquals(Optional.of("tutti.v1"), protocol(RawHandshake.proper(), "tutti.v1, " + token));
        assertEquals(Optional.of("tutti.v1"), protocol(RawHandshake.proper(), token + ", tutti.v1"));
        assertEquals(Optional.empty(), protocol(RawHandshake.proper(), token));
    }

    private static Optional<String> protocol(RawHandshake handshake, String offered) {
        try (RawSocket socket =
                handshake.with("Sec-WebSocket-Protocol", offered).send()) {
            socket.expectStatus(101).expect("connected");
            assertTrue(socket.headers().stream().noneMatch(line -> line.contains("bearer.")));
            return socket.header("Sec-WebSocket-Protocol");
        }
    }

    private static void refused(int status, RawHandshake handshake) {
        try (RawSocket socket = handshake.send()) {
            socket.expectStatus(status);
        }
    }
}
