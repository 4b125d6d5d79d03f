package dev.tutti.live.hub;

import dev.tutti.base.metrics.Count;
import dev.tutti.live.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The frames on their way to one client: as many as its wire takes at once. Used again for those that come next. */
final class Batch {
    /** In bytes. Beyond it a write is hardly cheaper for each frame, and only holds up what comes behind it. */
    private static final int MOST = 16_384;

    private final Wire wire;
    private final List<ServerFrame> frames = new ArrayList<>(1);
    private int bytes;

    Batch(Wire wire) {
        this.wire = wire;
    }

    /** @return whether there is room: one frame of any size always has it */
    boolean takes(ServerFrame frame) {
        return frames.isEmpty() || bytes + frame.bytes() <= MOST && wire.joins(last(), frame);
    }

    void add(ServerFrame frame) {
        frames.add(frame);
        bytes += frame.bytes();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** @return of what type the last of them is */
    String lastType() {
        return last().type();
    }

    private ServerFrame last() {
        return frames.get(frames.size() - 1);
    }

    void leave(Consumer<Boolean> done) {
        if (frames.size() == 1) {
            wire.send(frames.get(0), done);
        } else {
            wire.send(frames, done);
        }
    }

    /** For everything that everybody hears: nothing is made for it, and nobody waits. */
    void count(long now) {
        int entries = 0;
        for (int i = 0; i < frames.size(); i++) {
            ServerFrame frame = frames.get(i);
            if (frame.place().isPresent()) {
                entries++;
            }
            if (frame.commit().isPresent()) {
                frame.commit().get().delivered(now);
            }
        }
        if (entries > 0) {
            Count.DELIVERIES.up(entries);
        }
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }
}
