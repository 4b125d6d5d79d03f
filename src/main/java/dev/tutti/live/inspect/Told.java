package dev.tutti.live.inspect;

import dev.tutti.base.json.JsonText;
import dev.tutti.live.bus.Claims;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a node tells of itself. */
public record Told(UUID node, Numbers numbers) {
    /** How it travels. */
    static final class Form implements Claims.Form<Told> {
        @Override
        public byte[] write(Told told) {
            return JsonText.of(told).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Told read(byte[] bytes) {
            return JsonText.read(new String(bytes, StandardCharsets.UTF_8), Told.class);
        }

        /** A node with which nothing happens is there all the same. */
        @Override
        public boolean isEmpty(Told told) {
            return false;
        }
    }
}
