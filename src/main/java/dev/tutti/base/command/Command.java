package dev.tutti.base.command;

import dev.tutti.base.identity.Caller;
import jakarta.json.JsonObject;

/**
 * Something that a client may ask for over a live connection, and that a feature does: the same use case as over REST.
 * A feature makes one an {@code @ApplicationScoped} bean, and every transport finds it.
 *
 * <p>It is performed off the container's threads, in the order in which one client asked, and not twice for one
 * {@code mutationId}: what it writes and the answer to a retry are committed together.
 */
public interface Command {
    /** @return what clients call it, for example {@code notification:read} */
    String type();

    /**
     * Does it. Everything that it writes belongs to one transaction, the caller's own if there is one.
     *
     * @param caller who asks; their echo carries the message's {@code mutationId}
     * @param payload what the client sent with it, not yet looked at
     * @return what the reply says; empty when it is enough to say that it was done
     * @throws dev.tutti.base.problem.Problem when it cannot be done; then nothing was written
     */
    JsonObject perform(Caller caller, JsonObject payload);

    /**
     * @return whether it keeps nothing. Then a {@code mutationId} has no meaning for it, and the caller's echo names the
     *     connection over which it was asked for, if it came over one
     */
    default boolean isFleeting() {
        return false;
    }
}
