package dev.tutti.work.integration;

import dev.tutti.journal.Position;
import jakarta.json.bind.annotation.JsonbTransient;

/**
 * A key as it is shown once, to whoever made it.
 *
 * @param secret what the other system sends as its bearer token
 * @param position where the news of it stands
 */
public record MadeKey(
        KeyView key, String secret, @JsonbTransient Position position) {
    /** Without the secret: whatever has one in it must be safe to log. */
    @Override
    public String toString() {
        return "MadeKey[" + key.id() + "]";
    }
}
