package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("MessageParts")
class MessagePartsTest {
    @Test
    @DisplayName("puts a message together from its parts")
    void assembles() {
        MessageParts parts = new MessageParts(100);
        assertTrue(parts.add("{\"type\":"));
        assertTrue(parts.end(false).isEmpty());
        assertTrue(parts.add("\"ping\"}"));
        assertEquals("{\"type\":\"ping\"}", parts.end(true).orElseThrow());
    }

    @Test
    @DisplayName("counts bytes as they travel, a pair of surrogates as four, even when it is split over two parts")
    void countsBytes() {
        String rocket = "\uD83D\uDE80";
        MessageParts parts = new MessageParts(9);
        assertTrue(parts.add("aé€"));
        assertTrue(parts.add(rocket.substring(0, 1)));
        assertTrue(parts.add(rocket.substring(1)) == false, "1 + 2 + 3 + 4 bytes are one too many");
        assertTrue(new MessageParts(10).add("aé€" + rocket));
    }

    @Test
    @DisplayName("keeps nothing of a message that is too big, and counts each message anew")
    void tooBig() {
        MessageParts parts = new MessageParts(10);
        assertTrue(parts.add("0123456789"));
        parts.end(true);
        assertTrue(parts.add("0123456789"));
        assertTrue(!parts.add("x"));
        assertEquals("", parts.end(true).orElseThrow());
    }
}
