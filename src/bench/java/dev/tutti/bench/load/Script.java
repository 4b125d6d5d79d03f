package dev.tutti.bench.load;

import java.util.List;
import java.util.Optional;

/** What one client says to get in: the request that opens its connection, and its part of the conversation after that. */
public interface Script {
    /** What a client does when it has heard something. */
    sealed interface Step {
        /** It goes on listening. */
        record Listen() implements Step {}

        record Say(String text) implements Step {}

        /** Whatever comes from here on are events, or is beside the point. */
        record In() implements Step {}
    }

    Step LISTEN = new Step.Listen();
    Step IN = new Step.In();

    /** @return the path and the query */
    String target();

    /** @return lines of the request's head, beside those that every handshake has */
    List<String> headers();

    /**
     * The handshake is over.
     *
     * @param protocol which the server has chosen
     */
    Step opened(Optional<String> protocol);

    /** @param message a text that is no event */
    Step hears(String message);

    /** @return whether a frame may have several events, each on a line */
    default boolean hasLines() {
        return false;
    }

    /** @return the number of an event in the order that all must hear; each is one more than the one before */
    long order(byte[] event);
}
