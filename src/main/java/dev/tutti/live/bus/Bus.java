package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;

/**
 * What nodes tell each other about a journal that is followed on them. None of it waits, and none of it is certain: what
 * is said may be lost, or heard twice, late or by nobody.
 */
public interface Bus {
    /** How it is with the other nodes. */
    enum State {
        /** There are none. */
        ALONE,
        /** What is said is heard. */
        UP,
        /** Nothing is heard, for now: the journals' heads are looked at all the same. */
        DEGRADED
    }

    /** From soon on what others say about the stream is heard; {@link Ear#begin} says when. */
    void follow(StreamId stream);

    /** It is not, any more. */
    void forget(StreamId stream);

    /** Tells the others that the journal has an entry of this number; of several hints the latest is enough. */
    void hint(StreamId stream, long seq);

    /** @param body at most {@link #MOST_BYTES} */
    void say(StreamId stream, Topic topic, byte[] body);

    /** Hands what is heard of a topic to this ear, and to no other. */
    void listen(Topic topic, Ear ear);

    State state();

    /** A binary frame and what it is wrapped in; there is nothing longer to be said. */
    int MOST_BYTES = 2_097_152;
}
