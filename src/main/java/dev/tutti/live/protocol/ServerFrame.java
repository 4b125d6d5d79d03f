package dev.tutti.live.protocol;

import java.nio.charset.StandardCharsets;

/**
 * One message to a client, encoded once, however many receive it.
 *
 * @param text the JSON envelope
 * @param bytes its length in UTF-8, by which queues are bounded
 */
public record ServerFrame(String text, int bytes) {
    ServerFrame(String text) {
        this(text, text.getBytes(StandardCharsets.UTF_8).length);
    }
}
