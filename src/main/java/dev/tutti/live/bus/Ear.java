package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;

/** Hears what other nodes say of one topic. On a thread of the bus, which must not wait. */
public interface Ear {
    /** @param from never this node */
    void hear(StreamId stream, NodeId from, byte[] said);

    /** From here on what is said about the stream is heard; what was said before may have been missed. */
    default void begin(StreamId stream) {}

    /** A message of that node about the stream, of whatever topic, was missed. */
    default void missed(StreamId stream, NodeId from) {}
}
