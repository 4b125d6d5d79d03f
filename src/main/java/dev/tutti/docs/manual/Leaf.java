package dev.tutti.docs.manual;

import dev.tutti.base.identity.Fingerprint;
import java.nio.charset.StandardCharsets;

/**
 * Something that can be shown.
 *
 * @param etag another one for other bytes
 */
record Leaf(String type, byte[] bytes, String etag) {
    Leaf(String type, byte[] bytes) {
        this(type, bytes, '"' + Fingerprint.of(bytes).substring(0, 32) + '"');
    }

    static Leaf page(String html) {
        return new Leaf("text/html;charset=UTF-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** Shown as it is, whatever it is: an example page is there to be read, and does not run at our address. */
    static Leaf text(byte[] utf8) {
        return new Leaf("text/plain;charset=UTF-8", utf8);
    }
}
