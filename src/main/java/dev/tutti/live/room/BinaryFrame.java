package dev.tutti.live.room;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Bytes that a client has for the others in a room: passed on, and never looked at. They come as the byte 1, the
 * workspace's id (16 bytes), the length of the room's name (1 byte), the name in UTF-8, and the data.
 */
public final class BinaryFrame {
    private static final byte RELAY = 1;
    private static final int ID = 16;
    /** The kind, the id and the length. */
    private static final int LEAST = 1 + ID + 1;

    private final Place place;
    private final byte[] received;
    /** Where the data begins. */
    private final int data;

    private BinaryFrame(Place place, byte[] received, int data) {
        this.place = place;
        this.received = received;
        this.data = data;
    }

    /** @throws Problem.Invalid {@code bad_request} when it is too short, of another kind, or names no room */
    public static BinaryFrame read(byte[] received) {
        if (received.length < LEAST || received[0] != RELAY) {
            throw bad("starts with the byte 1, the workspace's id in 16 bytes and the length of the room's name");
        }
        ByteBuffer head = ByteBuffer.wrap(received, 1, received.length - 1);
        UUID workspace = new UUID(head.getLong(), head.getLong());
        int length = Byte.toUnsignedInt(head.get());
        if (length == 0 || length > head.remaining()) {
            throw bad("has the room's name after its length");
        }
        RoomName room = new RoomName(text(head.slice().limit(length)));
        return new BinaryFrame(new Place(StreamId.workspace(workspace), room), received, LEAST + length);
    }

    public Place place() {
        return place;
    }

    /** @return the same as the others receive it: with the sender's connection after the room's name */
    byte[] from(UUID connection) {
        return ByteBuffer.allocate(received.length + ID)
                .put(received, 0, data)
                .putLong(connection.getMostSignificantBits())
                .putLong(connection.getLeastSignificantBits())
                .put(received, data, received.length - data)
                .array();
    }

    private static String text(ByteBuffer name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
        } catch (CharacterCodingException malformed) {
            throw bad("names its room in UTF-8");
        }
    }

    private static Problem.Invalid bad(String rule) {
        return new Problem.Invalid(ErrorCode.BAD_REQUEST, "A binary frame " + rule + ".");
    }
}
