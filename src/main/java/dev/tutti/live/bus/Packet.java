package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as it travels.
 *
 * @param number counts all of its node, so that what is old or doubled is known for it
 * @param turn counts those about its stream, so that whoever hears it knows whether one was missed; 0 where that does not
 *     matter
 * @param part which of so many parts of the body this is: not every messenger takes long ones
 */
record Packet(NodeId from, long number, long turn, Topic topic, StreamId stream, int part, int parts, byte[] body) {
    /** Raised when what travels changes, so that nodes of another version do not misread each other. */
    private static final byte VERSION = 1;

    /** All but the body. */
    static final int HEAD = 1 + 16 + 8 + 8 + 1 + 1 + 16 + 2 + 2;

    byte[] bytes() {
        return ByteBuffer.allocate(HEAD + body.length)
                .put(VERSION)
                .putLong(from.value().getMostSignificantBits())
                .putLong(from.value().getLeastSignificantBits())
                .putLong(number)
                .putLong(turn)
                .put((byte) topic.ordinal())
                .put((byte) stream.kind().ordinal())
                .putLong(stream.id().getMostSignificantBits())
                .putLong(stream.id().getLeastSignificantBits())
                .putShort((short) part)
                .putShort((short) parts)
                .put(body)
                .array();
    }

    /** @return empty where it is none, or of a version that we do not know */
    static Optional<Packet> read(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (in.get() != VERSION) {
                return Optional.empty();
            }
            NodeId from = new NodeId(new UUID(in.getLong(), in.getLong()));
            long number = in.getLong();
            long turn = in.getLong();
            int topic = in.get();
            int kind = in.get();
            UUID id = new UUID(in.getLong(), in.getLong());
            int part = Short.toUnsignedInt(in.getShort());
            int parts = Short.toUnsignedInt(in.getShort());
            if (topic < 0 || topic >= Topic.values().length || kind < 0 || kind >= StreamId.Kind.values().length) {
                return Optional.empty();
            }
            byte[] body = new byte[in.remaining()];
            in.get(body);
            StreamId stream = new StreamId(StreamId.Kind.values()[kind], id);
            return Optional.of(new Packet(from, number, turn, Topic.values()[topic], stream, part, parts, body));
        } catch (BufferUnderflowException tooShort) {
            return Optional.empty();
        }
    }
}
