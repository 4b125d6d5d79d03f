package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;

/** There is one node only. */
public final class NoBus implements Bus {
    @Override
    public void follow(StreamId stream) {
        // nobody says anything
    }

    @Override
    public void forget(StreamId stream) {
        // nobody says anything
    }

    @Override
    public void hint(StreamId stream, long seq) {
        // there is nobody to tell
    }

    @Override
    public void say(StreamId stream, Topic topic, byte[] body) {
        // there is nobody to tell
    }

    @Override
    public void listen(Topic topic, Ear ear) {
        // it would hear nothing
    }

    @Override
    public State state() {
        return State.ALONE;
    }
}
