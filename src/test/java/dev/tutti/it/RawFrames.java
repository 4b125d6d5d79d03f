package dev.tutti.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of RFC 6455 as bytes, right ones and wrong ones. */
final class RawFrames {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;
    /** The bit that says that a frame is its message's last. */
    static final int FIN = 0x80;

    private static final byte[] MASK = {1, 2, 3, 4};

    private RawFrames() {}

    static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(int code) {
        return frame(FIN | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** @param first the frame's first byte: FIN, reserved bits and opcode */
    static byte[] frame(int first, byte[] payload) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % MASK.length];
        }
        return join(head(first, payload.length), MASK, masked);
    }

    /** A frame as only a server may send it. */
    static byte[] unmasked(int first, byte[] payload) {
        byte[] head = head(first, payload.length);
        head[1] &= 0x7F;
        return join(head, payload);
    }

    /** The beginning of a frame that promises so many bytes and brings none. */
    static byte[] promise(int first, long length) {
        return join(head(first, length), MASK);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] head(int first, long length) {
        if (length < 126) {
            return new byte[] {(byte) first, (byte) (0x80 | length)};
        }
        if (length < 65_536) {
            return ByteBuffer.allocate(4)
                    .put((byte) first)
                    .put((byte) (0x80 | 126))
                    .putShort((short) length)
                    .array();
        }
        return ByteBuffer.allocate(10)
                .put((byte) first)
                .put((byte) (0x80 | 127))
                .putLong(length)
                .array();
    }
}
