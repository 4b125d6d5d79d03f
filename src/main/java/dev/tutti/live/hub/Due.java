package dev.tutti.live.hub;

import dev.tutti.base.metrics.Limit;
import dev.tutti.live.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.Queue;

/** The frames that one client must hear, in order, while they wait. Not safe to share; its {@link Outbox} guards it. */
final class Due {
    private final Outbox.Bounds bounds;
    private final Queue<ServerFrame> waiting = new ArrayDeque<>();
    private int bytes;

    Due(Outbox.Bounds bounds) {
        this.bounds = bounds;
    }

    /** @return whether it was taken: a single frame may exceed the bounds when nothing else waits */
    boolean offer(ServerFrame frame) {
        boolean room = waiting.isEmpty() || waiting.size() < bounds.frames() && bytes + frame.bytes() <= bounds.bytes();
        return room ? add(frame) : strike();
    }

    /** @return whether it was taken: there is room for as many again as may be {@linkplain #offer offered} */
    boolean say(ServerFrame frame) {
        boolean room = waiting.size() < 2 * bounds.frames() && bytes <= 2 * bounds.bytes();
        return room ? add(frame) : strike();
    }

    private boolean add(ServerFrame frame) {
        waiting.add(frame);
        bytes += frame.bytes();
        return true;
    }

    private boolean strike() {
        (waiting.size() >= bounds.frames() ? Limit.QUEUE_FRAMES : Limit.QUEUE_BYTES).struck();
        return false;
    }

    /** Takes off what leaves next. */
    void moveTo(Batch leaving) {
        while (!waiting.isEmpty() && leaving.takes(waiting.element())) {
            ServerFrame next = waiting.remove();
            bytes -= next.bytes();
            leaving.add(next);
        }
    }

    /** @return whether at most half of the room is taken */
    boolean isDrained() {
        return waiting.size() <= bounds.frames() / 2 && bytes <= bounds.bytes() / 2;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    int bytes() {
        return bytes;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }
}
