package dev.tutti.live.socket;

import java.util.Optional;

/**
 * Puts a text message together from its parts and keeps count of its bytes, because no limit that the servers offer
 * holds for both large and fragmented messages (on one of them 100 MB went through a limit of 64 KiB).
 */
final class MessageParts {
    /** Room for the usual message, kept from one to the next; more is given back, or every connection would keep it. */
    private static final int USUAL = 1_024;

    private final int limit;
    private StringBuilder parts = new StringBuilder();
    private int bytes;

    /** @param limit the largest message, in bytes of UTF-8 */
    MessageParts(int limit) {
        this.limit = limit;
    }

    /** @return whether the message is still within the limit; if not, the rest of it is not kept */
    boolean add(String part) {
        for (int i = 0; i < part.length() && bytes <= limit; i++) {
            char c = part.charAt(i);
            // Each half of a surrogate pair stands for two of the pair's four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        if (bytes > limit) {
            clear();
            return false;
        }
        parts.append(part);
        return true;
    }

    /** @return the whole message, if this was its last part; the next part begins another */
    Optional<String> end(boolean last) {
        if (!last) {
            return Optional.empty();
        }
        String message = parts.toString();
        clear();
        bytes = 0;
        return Optional.of(message);
    }

    private void clear() {
        if (parts.capacity() > USUAL) {
            parts = new StringBuilder();
        } else {
            parts.setLength(0);
        }
    }
}
