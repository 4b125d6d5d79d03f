package dev.tutti.live.bus;

import java.util.List;
import java.util.Set;

/**
 * One way to the other nodes, for as long as it holds: whatever fails means that it is over. Used by two threads: one
 * reads, the other does the rest; and anybody may close it.
 */
interface Line extends AutoCloseable {
    /** A messenger that can be reached, perhaps. */
    interface Messenger {
        /** @throws Exception when it cannot be reached now */
        Line open() throws Exception;

        /** @return how many bytes one message may have */
        int mostBytes();

        /** @return what it is, for people */
        String name();
    }

    /** Hears what a line has to tell. */
    interface Reader {
        void heard(byte[] message);

        /** What is said on this channel is heard from here on. */
        void hears(String channel);
    }

    /** Asks to hear these channels from soon on. */
    void subscribe(Set<String> channels) throws Exception;

    void unsubscribe(Set<String> channels) throws Exception;

    /** Says these, in order. */
    void send(List<Message> messages) throws Exception;

    /** Asks the other end whether it is there; {@link #read} fails when it has not answered for too long. */
    void probe() throws Exception;

    /** Reads until the line is over, or closed. */
    void read(Reader reader) throws Exception;

    /** @return a number; what is said on channels of the same one is heard in the order in which it was sent */
    default int lane(String channel) {
        return 0;
    }

    @Override
    void close();

    /** Something to be said on a channel. */
    record Message(String channel, byte[] bytes) {}
}
