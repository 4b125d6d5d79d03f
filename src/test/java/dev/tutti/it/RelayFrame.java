package dev.tutti.it;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The binary frame by which a client relays bytes to those in a room. */
public final class RelayFrame {
    private static final byte VERSION = 1;

    private RelayFrame() {}

    public static byte[] of(String workspace, String room, byte[] data) {
        UUID id = UUID.fromString(workspace);
        byte[] name = room.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 16 + 1 + name.length + data.length)
                .put(VERSION)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put((byte) name.length)
                .put(name)
                .put(data)
                .array();
    }
}
