package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A message")
class MessagesIT extends ServerIT {
    private final Person ada = Person.registers("Ada");

    @Test
    @DisplayName("with an id, be it text or number, has exactly one reply; a refusal without one is an error frame")
    void ids() {
        try (Phone phone = Phone.connects(ada)) {
            assertEquals(
                    "seven",
                    phone.blurt("{\"id\":\"seven\",\"type\":\"nope\"}")
                            .expect("reply")
                            .getString("id"));
            JsonObject reply = phone.blurt("{\"id\":18446744073709551616,\"type\":\"nope\"}")
                    .expect("reply");
            assertEquals(
                    "18446744073709551616",
                    ((JsonNumber) reply.get("id")).bigIntegerValueExact().toString());
            phone.blurt("{\"type\":\"nope\"}").expect("error");
            assertTrue(phone.say("{\"id\":3,\"type\":\"ping\"}")
                            .expect("pong")
                            .getJsonObject("payload")
                            .getJsonNumber("timestamp")
                            .longValueExact()
                    > 0);
            assertEquals(3, phone.expect("reply").getInt("id"));
            phone.expectSilence();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bad_json     | {"type":"ping"
            bad_json     | {"type":"ping"} {"type":"ping"}
            bad_json     | \uFEFF{"type":"ping"}
            bad_json     | []
            bad_json     | "ping"
            bad_json     | null
            bad_json     | {"type":"ping","type":"ping"}
            bad_json     | {"type":"ping","payload":{"a":1,"a":2}}
            bad_json     | {type:'ping'}
            bad_value    | {"type":"ping","x":11111111112222222222333333333344444444445}
            bad_request  | {"id":1.5,"type":"ping"}
            bad_request  | {"id":1e2000000000,"type":"ping"}
            bad_request  | {"id":{},"type":"ping"}
            bad_request  | {}
            bad_request  | {"type":null}
            bad_request  | {"type":7}
            bad_request  | {"type":""}
            bad_request  | {"type":"workspace:join"}
            bad_request  | {"type":"workspace:join","payload":null}
            bad_request  | {"type":"workspace:join","payload":[]}
            bad_request  | {"type":"workspace:join","payload":{"workspaceId":null}}
            bad_request  | {"type":"workspace:join","payload":{"workspaceId":7}}
            bad_request  | {"type":"workspace:join","payload":{"workspaceId":"1-1-1-1-1"}}
            bad_request  | {"type":"task:typing","payload":{"workspaceId":"0188d1f8-0000-7000-8000-000000000000"}}
            bad_text     | {"type":"ping","payload":{"x":"\\u0000"}}
            bad_text     | {"type":"ping","payload":{"x":"\\ud800"}}
            unknown_type | {"type":"task:explode","payload":{}}
            """)
    @DisplayName("that is wrong is answered with its error, and the connection stays open (D1 to D4, D13, D14, D16)")
    void wrong(String code, String message) {
        try (Phone phone = Phone.connects(ada)) {
            JsonObject why = phone.blurt(message).expect("error").getJsonObject("payload");
            assertEquals(code, why.getString("code"), why.toString());
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName("that is wrong in a field is refused by the field's name, in a reply where it has an id (D14)")
    void namesTheField() {
        try (Phone phone = Phone.connects(ada)) {
            JsonObject error = phone.blurt("{\"id\":1,\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":7}}")
                    .expectRefusal();
            assertTrue(error.getString("message").contains("workspaceId"), error.toString());
            assertTrue(phone.blurt("{\"id\":2,\"type\":[]}")
                    .expectRefusal()
                    .getString("message")
                    .contains("type"));
            assertTrue(phone.blurt("{\"id\":3,\"type\":\"ping\",\"payload\":1}")
                    .expectRefusal()
                    .getString("message")
                    .contains("payload"));
        }
    }

    @Test
    @DisplayName(
            "of a newer client, with members unknown to us or named like JavaScript's own, is taken as usual (D14, D19)")
    void extraMembers() {
        try (Phone phone = Phone.connects(ada)) {
            phone.blurt("{\"type\":\"ping\",\"priority\":1,\"payload\":{\"__proto__\":{},\"constructor\":null}}")
                    .expect("pong");
        }
    }

    @Test
    @DisplayName("may be nested thirty-two deep and no deeper (D2)")
    void depth() {
        try (Phone phone = Phone.connects(ada)) {
            phone.blurt(nested(31)).expect("pong");
            assertEquals(
                    "bad_json",
                    phone.blurt(nested(32))
                            .expect("error")
                            .getJsonObject("payload")
                            .getString("code"));
            assertEquals(
                    "bad_json",
                    phone.blurt(nested(5_000))
                            .expect("error")
                            .getJsonObject("payload")
                            .getString("code"));
        }
    }

    @Test
    @DisplayName("that is no JSON, for the tenth time in a minute, ends the connection with 4500 (D1)")
    void tenthBadJson() {
        try (Phone phone = Phone.connects(ada)) {
            for (int i = 0; i < 10; i++) {
                phone.blurt("not json").expect("error");
            }
            assertEquals(4500, phone.expectClose());
        }
    }

    @Test
    @DisplayName("in binary outside of a room is refused, and the connection stays open (D15)")
    void binary() throws Exception {
        try (Phone phone = Phone.connects(ada)) {
            phone.session().getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertEquals(
                    "bad_request",
                    phone.expect("error").getJsonObject("payload").getString("code"));
            phone.expectSilence();
        }
    }

    @Test
    @DisplayName(
            "too many are dropped and answered with when to go on; kept up for ten seconds, they end in 4029 (D12)")
    void flood() {
        byte[] message = RawFrames.text("{\"type\":\"ping\"}");
        try (RawSocket flooder = RawHandshake.of(ada).send();
                Phone other = Phone.connects(Person.registers("Bob"))) {
            flooder.expect("connected");
            for (int i = 0; i < 100; i++) {
                flooder.send(message);
            }
            int limited = 0;
            for (int i = 0; i < 100; i++) {
                JsonObject payload = flooder.next().json().getJsonObject("payload");
                if (payload.getString("code", "").equals("rate_limited")) {
                    assertTrue(payload.getInt("retryAfterMs") >= 0);
                    limited++;
                }
            }
            assertTrue(limited >= 1 && limited <= 40, limited + " of a hundred were dropped");
            other.expectSilence();
            assertEquals(Optional.of(4029), keepFlooding(flooder, message));
            other.expectSilence();
        }
    }

    /** Several on the way at a time, so that a slow machine floods too; with pauses, as it has other tests to run. */
    private static Optional<Integer> keepFlooding(RawSocket flooder, byte[] message) {
        Instant begin = Instant.now();
        while (Duration.between(begin, Instant.now()).toSeconds() < 20) {
            flooder.send(RawFrames.join(message, message, message, message, message));
            for (int i = 0; i < 5; i++) {
                RawSocket.Frame answer = flooder.next();
                if (answer.opcode() == RawFrames.CLOSE) {
                    assertFalse(Duration.between(begin, Instant.now()).toSeconds() < 8, "sent away too early");
                    return Optional.of(answer.closeCode());
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return Optional.empty();
    }

    private static String nested(int depth) {
        return "{\"type\":\"ping\",\"payload\":" + "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1) + "}";
    }
}
