package dev.tutti.base.identity;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
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

    /**
     * @param field where the caller wrote it
     * @return the same, if it can be a {@code mutationId}
     * @throws Problem.Invalid {@code bad_value} when it cannot
     */
    public static String checkedKey(String field, String key) {
        if (!key.matches("[\\x20-\\x7E]{1,200}")) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, field, "must have 1 to 200 printable ASCII characters");
        }
        return key;
    }
}
