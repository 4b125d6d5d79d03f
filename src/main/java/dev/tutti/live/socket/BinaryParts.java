package dev.tutti.live.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Puts a binary message together from its parts, as {@link MessageParts} does a text. */
final class BinaryParts {
    private final int limit;
    private ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private boolean tooBig;

    /** @param limit the largest message, in bytes */
    BinaryParts(int limit) {
        this.limit = limit;
    }

    /** @return whether the message is still within the limit; if not, the rest of it is not kept */
    boolean add(ByteBuffer part) {
        tooBig |= part.remaining() > limit - parts.size();
        if (tooBig) {
            parts = new ByteArrayOutputStream(0);
            return false;
        }
        // The container uses its buffer again as soon as this returns.
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        parts.writeBytes(bytes);
        return true;
    }

    /** @return the whole message, if this was its last part; the next part begins another */
    Optional<byte[]> end(boolean last) {
        if (!last) {
            return Optional.empty();
        }
        byte[] message = parts.toByteArray();
        // Not reset: it would keep the size of the largest message for as long as the connection lives.
        parts = new ByteArrayOutputStream(0);
        tooBig = false;
        return Optional.of(message);
    }
}
