package dev.tutti.live.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A message, encoded once")
class EncodedTest {
    @ParameterizedTest(name = "{0} bytes come behind {1}")
    @CsvSource({
        "0, 8100",
        "125, 817d",
        "126, 817e007e",
        "65535, 817effff",
        "65536, 817f0000000000010000",
    })
    @DisplayName("is one unmasked WebSocket message, with its length as RFC 6455 writes it")
    void framed(int length, String head) {
        String text = "x".repeat(length);
        ByteBuffer frame = new Encoded(text).frame();

        StringBuilder read = new StringBuilder();
        for (int i = 0; i < head.length() / 2; i++) {
            read.append(String.format("%02x", frame.get()));
        }
        assertEquals(head, read.toString());
        assertEquals(text, StandardCharsets.UTF_8.decode(frame).toString());
    }

    @Test
    @DisplayName("is counted and sent in UTF-8, over the same bytes for everybody, each with a place of their own")
    void shared() {
        Encoded encoded = new Encoded("né😀");
        ByteBuffer one = encoded.frame();
        one.position(one.limit());
        ByteBuffer other = encoded.frame();

        assertEquals(7, encoded.bytes());
        assertEquals(2 + 7, other.remaining());
        assertSame(one.array(), other.array());
        assertNotSame(one, other);
    }

    @Test
    @DisplayName("stands behind others in one buffer as the message that it is alone")
    void frames() {
        List<Encoded> messages = List.of(new Encoded("né"), new Encoded("😀".repeat(40)), new Encoded(""));

        ByteBuffer all = Encoded.frames(messages);

        for (Encoded message : messages) {
            ByteBuffer one = message.frame();
            assertEquals(one, all.slice(all.position(), one.remaining()));
            all.position(all.position() + one.remaining());
        }
        assertEquals(0, all.remaining());
    }

    @Test
    @DisplayName("is a line of one message, for those who take several at once")
    void lines() {
        Encoded lines = Encoded.lines(List.of(new Encoded("né"), new Encoded("😀".repeat(40)), new Encoded("x")));

        assertEquals("né\n" + "😀".repeat(40) + "\nx", lines.text());
        assertEquals(3 + 1 + 160 + 1 + 1, lines.bytes());
        assertEquals(new Encoded(lines.text()).frame(), lines.frame());
    }

    @Test
    @DisplayName("of bytes is a binary one, in whose place the bytes can be had as well")
    void binary() {
        Encoded encoded = Encoded.binary(new byte[] {8, 9});

        assertFalse(encoded.isText());
        assertArrayEquals(new byte[] {(byte) 0x82, 2, 8, 9}, encoded.frame().array());
        assertEquals(ByteBuffer.wrap(new byte[] {8, 9}), encoded.payload());
    }
}
