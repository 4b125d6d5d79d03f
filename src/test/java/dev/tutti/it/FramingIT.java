package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A client that breaks the rules of WebSocket")
class FramingIT extends ServerIT {
    private static final int LIMIT = 65_536;
    private static final byte[] A_THOUSAND = new byte[1_000];

    private final Person ada = Person.registers("Ada");

    @Test
    @DisplayName("with text that is not UTF-8 is closed with 1007 (D5)")
    void notUtf8() {
        assertEquals(
                Optional.of(1007),
                after(RawFrames.frame(RawFrames.FIN | RawFrames.TEXT, new byte[] {'a', (byte) 0xFF})));
    }

    @Test
    @DisplayName("is told of the largest message by an answer to it, and by 1009 to one byte more (D7)")
    void largest() {
        try (RawSocket socket = connected()) {
            socket.send(RawFrames.text(ping(LIMIT))).expect("pong");
            socket.send(RawFrames.text(ping(LIMIT + 1)));
            assertEquals(1009, socket.expectClose());
        }
    }

    @Test
    @DisplayName("may split a message, between characters or within one, but not make it larger by that (D7, D10)")
    void fragments() {
        byte[] message = "{\"type\":\"ping\",\"payload\":{\"x\":\"\u20AC\"}}".getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = connected()) {
            for (int i = 0; i < message.length; i++) {
                int first = (i == 0 ? RawFrames.TEXT : RawFrames.CONTINUATION)
                        | (i == message.length - 1 ? RawFrames.FIN : 0);
                socket.send(RawFrames.frame(first, new byte[] {message[i]}));
            }
            socket.expect("pong");
        }
        assertEquals(Optional.of(1009), endless(RawFrames.TEXT));
    }

    @Test
    @DisplayName("has no more room in binary messages (D7, D10)")
    void binary() {
        assertEquals(Optional.of(1009), after(RawFrames.frame(RawFrames.FIN | RawFrames.BINARY, new byte[LIMIT + 1])));
        assertEquals(Optional.of(1009), endless(RawFrames.BINARY));
    }

    @ParameterizedTest(name = "first byte {0}")
    @ValueSource(ints = {0x83, 0x8B, 0xC1, 0xA1, 0x80, 0x09, 0x08})
    @DisplayName(
            "with a reserved opcode or bit, a stray continuation or a split control frame is closed with 1002 (D21)")
    void reserved(int first) {
        assertEquals(Optional.of(1002), after(RawFrames.frame(first, new byte[] {'x'})));
    }

    @Test
    @DisplayName(
            "with a ping of more than 125 bytes, a close code that nobody may send, or a message inside another is closed with 1002 (D21)")
    void misused() {
        assertEquals(Optional.of(1002), after(RawFrames.frame(RawFrames.FIN | RawFrames.PING, new byte[126])));
        assertEquals(Optional.of(1002), after(RawFrames.close(1005)));
        assertEquals(
                Optional.of(1002),
                after(RawFrames.join(RawFrames.frame(RawFrames.TEXT, new byte[] {'{'}), RawFrames.text("{}"))));
    }

    @Test
    @DisplayName("by not masking its frames is closed with 1002 on WildFly, and not noticed on Payara (A15)")
    void unmasked() {
        byte[] ping =
                RawFrames.unmasked(RawFrames.FIN | RawFrames.TEXT, ping(100).getBytes(StandardCharsets.UTF_8));
        if (isPayara()) {
            // A known deviation of Tyrus, whose parser never looks at the bit: a strict proxy belongs in front.
            try (RawSocket socket = connected()) {
                socket.send(ping).expect("pong");
            }
        } else {
            assertEquals(Optional.of(1002), after(ping));
        }
    }

    /** Often, because a container may hand over the one while it does the other. */
    @RepeatedTest(20)
    @DisplayName("by speaking after its goodbye is not listened to (D22)")
    void afterClose() {
        Person bob = Person.registers("Bob");
        String workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");
        try (RawSocket socket = connected();
                Phone bobs = Phone.joins(bob, workspace)) {
            socket.join(workspace);
            socket.send(RawFrames.join(
                    RawFrames.close(1000), RawFrames.text(SocketIT.typing(workspace, UUID.randomUUID()))));
            assertEquals(Optional.of(1000), socket.readToEnd());
            bobs.expectSilence();
        }
    }

    @Test
    @DisplayName("harms nobody else")
    void others() {
        try (Phone other = Phone.connects(Person.registers("Bob"))) {
            for (byte[] wrong : List.of(
                    RawFrames.promise(RawFrames.FIN | RawFrames.TEXT, Long.MAX_VALUE),
                    RawFrames.promise(RawFrames.FIN | RawFrames.TEXT, -1),
                    RawFrames.promise(RawFrames.FIN | RawFrames.BINARY, 1L << 30),
                    A_THOUSAND)) {
                try (RawSocket socket = connected()) {
                    socket.send(wrong);
                    other.expectSilence();
                }
            }
        }
    }

    private Optional<Integer> endless(int opcode) {
        try (RawSocket socket = connected()) {
            boolean taken = socket.offer(RawFrames.frame(opcode, A_THOUSAND));
            for (int i = 1; i < 100 && taken; i++) {
                taken = socket.offer(RawFrames.frame(RawFrames.CONTINUATION, A_THOUSAND));
            }
            return socket.readToEnd();
        }
    }

    private Optional<Integer> after(byte[] wrong) {
        try (RawSocket socket = connected()) {
            return socket.send(wrong).readToEnd();
        }
    }

    private RawSocket connected() {
        RawSocket socket = RawHandshake.of(ada).send();
        socket.expect("connected");
        return socket;
    }

    private static String ping(int bytes) {
        String frame = "{\"type\":\"ping\",\"payload\":{\"x\":\"%s\"}}";
        return frame.formatted("x".repeat(bytes - frame.length() + 2));
    }
}
