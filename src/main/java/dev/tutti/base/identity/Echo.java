package dev.tutti.base.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * How an author recognises its own write when the event comes back.
 *
 * @param mutationId the writer's {@code Idempotency-Key}, repeated in the event
 * @param connection the connection named in {@code X-Connection-Id}, which is told to skip the event; it counts only
 *     where it belongs to the author
 */
public record Echo(Optional<String> mutationId, Optional<UUID> connection) {
    public static final Echo NONE = new Echo(Optional.empty(), Optional.empty());
}
