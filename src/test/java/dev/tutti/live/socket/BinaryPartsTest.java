package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("BinaryParts")
class BinaryPartsTest {
    private final BinaryParts parts = new BinaryParts(10);

    @Test
    @DisplayName("puts a message together from its parts, whatever becomes of the buffers that they came in")
    void assembles() {
        byte[] buffer = {1, 2, 3};
        assertTrue(parts.add(ByteBuffer.wrap(buffer)));
        assertEquals(Optional.empty(), parts.end(false));
        buffer[0] = 9;
        assertTrue(parts.add(ByteBuffer.wrap(buffer, 0, 1)));
        assertArrayEquals(new byte[] {1, 2, 3, 9}, parts.end(true).orElseThrow());
    }

    @Test
    @DisplayName("keeps nothing of a message that is too big, whole or in parts, and counts each message anew")
    void tooBig() {
        assertTrue(parts.add(ByteBuffer.allocate(10)));
        assertEquals(10, parts.end(true).orElseThrow().length);
        assertTrue(parts.add(ByteBuffer.allocate(6)));
        assertFalse(parts.add(ByteBuffer.allocate(5)));
        assertFalse(parts.add(ByteBuffer.allocate(1)));
        assertEquals(0, parts.end(true).orElseThrow().length);
        assertFalse(parts.add(ByteBuffer.allocate(11)));
    }
}
