package dev.tutti.live.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A message as transports send it, encoded once, however many receive it: a text, or bytes. None of it may ever be changed. */
public final class Encoded {
    /** Of the first byte of a WebSocket frame: that it is a whole message (RFC 6455, section 5.2). */
    private static final int WHOLE = 0x80;

    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;

    /** Longer payloads say so by one of the two marks, with their length in two or eight bytes behind it. */
    private static final int SHORT = 125;

    private static final byte IN_TWO = 126;
    private static final byte IN_EIGHT = 127;
    private static final int MOST_IN_TWO = 0xFFFF;

    private final int kind;
    private final Optional<String> text;
    private final byte[] frame;
    private final int bytes;

    Encoded(String text) {
        this(TEXT, Optional.of(text), ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Encoded(int kind, Optional<String> text, ByteBuffer payload) {
        this.kind = kind;
        this.text = text;
        this.bytes = payload.remaining();
        this.frame = frame(kind, payload).array();
    }

    static Encoded binary(byte[] message) {
        return new Encoded(BINARY, Optional.empty(), ByteBuffer.wrap(message));
    }

    /** @return one message of all of these texts, a line each */
    public static Encoded lines(List<Encoded> messages) {
        int length = messages.size() - 1;
        for (Encoded message : messages) {
            length += message.bytes;
        }
        ByteBuffer lines = ByteBuffer.allocate(length);
        for (Encoded message : messages) {
            if (lines.position() > 0) {
                lines.put((byte) '\n');
            }
            lines.put(message.frame, message.frame.length - message.bytes, message.bytes);
        }
        return new Encoded(TEXT, Optional.empty(), lines.flip());
    }

    public boolean isText() {
        return kind == TEXT;
    }

    /** @return the text that was encoded; only the road of one who has no better one needs it of several lines */
    public String text() {
        return text.orElseGet(() -> new String(frame, frame.length - bytes, bytes, StandardCharsets.UTF_8));
    }

    /** @return the bytes that were encoded, in a buffer of one's own */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(frame, frame.length - bytes, bytes).slice();
    }

    /** @return the length of the bytes, or of the text in UTF-8 */
    int bytes() {
        return bytes;
    }

    /** @return a whole WebSocket message as a server writes it; a buffer of one's own, over bytes that are everybody's */
    public ByteBuffer frame() {
        return ByteBuffer.wrap(frame);
    }

    /** @return one buffer of all of these messages, each whole, as a server writes them */
    public static ByteBuffer frames(List<Encoded> messages) {
        if (messages.size() == 1) {
            return messages.get(0).frame();
        }
        int length = 0;
        for (Encoded message : messages) {
            length += message.frame.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (Encoded message : messages) {
            all.put(message.frame);
        }
        return all.flip();
    }

    private static ByteBuffer frame(int kind, ByteBuffer payload) {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(length + (length <= SHORT ? 2 : length <= MOST_IN_TWO ? 4 : 10));
        frame.put((byte) (WHOLE | kind));
        if (length <= SHORT) {
            frame.put((byte) length);
        } else if (length <= MOST_IN_TWO) {
            frame.put(IN_TWO).putShort((short) length);
        } else {
            frame.put(IN_EIGHT).putLong(length);
        }
        return frame.put(payload.duplicate()).flip();
    }
}
