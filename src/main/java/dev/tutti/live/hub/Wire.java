package dev.tutti.live.hub;

import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.ServerFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The way to one client, whatever the transport. Its {@link Outbox} sends one thing at a time and waits for the
 * completion before the next. None of these methods blocks.
 */
public interface Wire {
    /**
     * @param frame bytes only where the transport carries such: nobody is in a room over another
     * @param done told once, whether the transport took the frame; on any thread, and possibly before this returns
     */
    void send(ServerFrame frame, Consumer<Boolean> done);

    /** @return the thread that alone writes to the connection, where its server has such: from there a send costs least */
    default Optional<Executor> thread() {
        return Optional.empty();
    }

    /** @return whether it takes these two at once, and is the better for it */
    default boolean joins(ServerFrame frame, ServerFrame next) {
        return false;
    }

    /**
     * Sends several frames, in this order, in as few writes as it can. Only asked of a wire that {@linkplain #joins
     * joins} each with the one before it.
     *
     * @param frames not to be looked at after {@code done}
     * @param done told once for all of them
     */
    default void send(List<ServerFrame> frames, Consumer<Boolean> done) {
        throw new UnsupportedOperationException("This wire takes one frame at a time");
    }

    /** Asks the client for a sign of life. */
    void ping();

    /**
     * @return whether clients answer pings. One that only listens gives no sign of life but that it takes what it is
     *     sent, pings among it
     */
    default boolean hasAnswers() {
        return true;
    }

    /** @return whether the client stays, and so counts as being there; one that comes for a single page does not */
    default boolean stays() {
        return true;
    }

    /** Ends the connection as the transport's rules ask. A client that does not read may never learn of it. */
    void close(CloseCode code, String reason);

    /** Ends the connection whatever its client does, and frees what the transport holds for it. */
    void kill();
}
