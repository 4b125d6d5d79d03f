package dev.tutti.live.bus;

import dev.tutti.base.metrics.Count;
import dev.tutti.journal.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this node has still to say. Bounded: where the messenger is slower than we are, or away, the oldest is dropped; of
 * hints only the newest of each journal is kept, which is as good as all.
 */
final class Outgoing {
    /** What may wait, in messages and in bytes. */
    static final int MOST = 10_000;

    static final int MOST_BYTES = 16 * 1_048_576;

    private static final byte[] NOTHING = {};

    private final NodeId me;
    private final int partBytes;

    private final Map<StreamId, Long> hints = new LinkedHashMap<>();
    private final Deque<Packet> waiting = new ArrayDeque<>();
    /** How many there were about each stream. */
    private final Map<StreamId, Long> turns = new HashMap<>();

    private long number;
    private int bytes;
    private boolean woken;

    /** @param partBytes how much of a body fits into one message */
    Outgoing(NodeId me, int partBytes) {
        this.me = me;
        this.partBytes = partBytes;
    }

    synchronized void hint(StreamId stream, long seq) {
        hints.merge(stream, seq, Math::max);
        Count.HINTS_SENT.up();
        wake();
    }

    synchronized void say(StreamId stream, Topic topic, byte[] body) {
        int parts = Math.max(1, (body.length + partBytes - 1) / partBytes);
        for (int part = 0; part < parts; part++) {
            byte[] piece = body.length == 0
                    ? NOTHING
                    : Arrays.copyOfRange(body, part * partBytes, Math.min(body.length, (part + 1) * partBytes));
            waiting.add(new Packet(me, 0, turns.merge(stream, 1L, Long::sum), topic, stream, part, parts, piece));
            bytes += piece.length;
        }
        while (waiting.size() > MOST || bytes > MOST_BYTES) {
            bytes -= waiting.remove().body().length;
            Count.BUS_DROPPED.up();
        }
        wake();
    }

    /** There may be none to come about it: the count begins anew then, which is no harm. */
    synchronized void forget(StreamId stream) {
        turns.remove(stream);
    }

    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /**
     * @param most how many at once
     * @param millis how long to wait for some
     * @return the next ones in order, hints first; none where there are none, or something else is to be done
     */
    synchronized List<Packet> take(int most, long millis) throws InterruptedException {
        if (hints.isEmpty() && waiting.isEmpty() && !woken) {
            wait(millis);
        }
        woken = false;
        List<Packet> next = new ArrayList<>();
        hints.forEach((stream, seq) -> next.add(new Packet(
                me,
                ++number,
                0,
                Topic.HINT,
                stream,
                0,
                1,
                ByteBuffer.allocate(Long.BYTES).putLong(seq).array())));
        hints.clear();
        while (next.size() < most && !waiting.isEmpty()) {
            Packet one = waiting.remove();
            bytes -= one.body().length;
            next.add(new Packet(
                    me, ++number, one.turn(), one.topic(), one.stream(), one.part(), one.parts(), one.body()));
        }
        return next;
    }
}
