package dev.tutti.live.hub;

import dev.tutti.live.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What waits to be sent to one client: bounded, in order, one frame in flight.
 *
 * <p>Both servers queue without limit behind an asynchronous send, so the bound must be here. Nothing is lost at it:
 * an {@link #offer} that is turned down is made again from the journal once the queue has {@linkplain #whenDrained
 * drained}. Ephemeral frames wait beside the queue, the newest of each key only.
 *
 * <p>A container may report a send as done before the send returns, may do so while it holds locks of its own, and
 * overflows the stack of whoever answers with the next send. Therefore the sends are made in a loop by whichever
 * thread finds work first, and no lock of ours is held during one.
 */
final class Outbox {
    /**
     * @param frames how many may wait
     * @param bytes how many bytes may wait; a single frame may exceed it when nothing else waits
     */
    record Bounds(int frames, int bytes) {}

    private final Wire wire;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final Runnable whenBroken;

    /** Guarded by itself, as are the four fields below. */
    private final Queue<ServerFrame> due = new ArrayDeque<>();

    private final Map<String, ServerFrame> ephemeral = new LinkedHashMap<>();
    private int dueBytes;
    private final List<Runnable> whenDrained = new ArrayList<>();
    private Optional<Runnable> whenFinished = Optional.empty();
    private boolean closed;

    /** How often the sending loop was asked to look again; whoever raises it from zero runs the loop. */
    private final AtomicInteger wakeUps = new AtomicInteger();
    /** Whether a frame is on its way. Written by the loop and by the completion, which never overlap. */
    private volatile boolean inFlight;

    private volatile long inFlightSince;

    /** @param whenBroken told when a send fails: the connection is lost */
    Outbox(Wire wire, Bounds bounds, LongSupplier nanoTime, Runnable whenBroken) {
        this.wire = wire;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.whenBroken = whenBroken;
    }

    /**
     * Queues an entry of a journal, if there is room.
     *
     * @return whether it was taken; if not, it must be offered again later
     */
    boolean offer(ServerFrame frame) {
        synchronized (due) {
            boolean room = due.isEmpty() || due.size() < bounds.frames() && dueBytes + frame.bytes() <= bounds.bytes();
            if (closed || !room) {
                return false;
            }
            enqueue(frame);
        }
        send();
        return true;
    }

    /**
     * Queues what cannot be read from a journal later: an answer, a notice. There is room for as many again as the
     * queue holds, because their number is bounded by what the client itself asked for.
     *
     * @return whether it was taken; if not, the client asks more than it reads, and should be let go
     */
    boolean say(ServerFrame frame) {
        synchronized (due) {
            if (closed) {
                return true;
            }
            if (due.size() >= 2 * bounds.frames() || dueBytes > 2 * bounds.bytes()) {
                return false;
            }
            enqueue(frame);
        }
        send();
        return true;
    }

    /** Sends a frame that only the newest state matters of; it takes the place of one with the same key. */
    void whisper(String key, ServerFrame frame) {
        synchronized (due) {
            if (closed || ephemeral.size() >= bounds.frames() && !ephemeral.containsKey(key)) {
                return;
            }
            ephemeral.remove(key);
            ephemeral.put(key, frame);
        }
        send();
    }

    /** Forgets the ephemeral frames whose key starts so: their reader may no longer see them. */
    void purge(String keyPrefix) {
        synchronized (due) {
            ephemeral.keySet().removeIf(key -> key.startsWith(keyPrefix));
        }
    }

    /** Calls back once, on some thread, as soon as at most half of the queue is taken; at once if it already is so. */
    void whenDrained(Runnable callback) {
        synchronized (due) {
            if (closed) {
                return;
            }
            if (!isDrained()) {
                whenDrained.add(callback);
                return;
            }
        }
        callback.run();
    }

    /** Takes nothing more, sends what is queued, and then calls back. */
    void finish(Runnable callback) {
        synchronized (due) {
            if (closed) {
                return;
            }
            closed = true;
            ephemeral.clear();
            whenDrained.clear();
            whenFinished = Optional.of(callback);
        }
        send();
    }

    /** Takes nothing more and forgets what is queued: there is nobody to send it to. */
    void abandon() {
        synchronized (due) {
            closed = true;
            due.clear();
            dueBytes = 0;
            ephemeral.clear();
            whenDrained.clear();
            whenFinished = Optional.empty();
        }
    }

    /** @return for how long, in nanoseconds, the frame in flight has been there; 0 when none is */
    long stalledFor() {
        return inFlight ? nanoTime.getAsLong() - inFlightSince : 0;
    }

    /** @return how many frames wait, the one in flight not counted */
    int depth() {
        synchronized (due) {
            return due.size();
        }
    }

    private void enqueue(ServerFrame frame) {
        due.add(frame);
        dueBytes += frame.bytes();
    }

    private boolean isDrained() {
        return due.size() <= bounds.frames() / 2 && dueBytes <= bounds.bytes() / 2;
    }

    private void send() {
        if (wakeUps.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        do {
            while (!inFlight) {
                Optional<ServerFrame> next = next();
                if (next.isEmpty()) {
                    break;
                }
                inFlightSince = nanoTime.getAsLong();
                inFlight = true;
                wire.send(next.get(), this::sent);
            }
            answered = wakeUps.addAndGet(-answered);
        } while (answered != 0);
    }

    private void sent(boolean taken) {
        inFlight = false;
        if (taken) {
            send();
        } else {
            abandon();
            whenBroken.run();
        }
    }

    /** Takes the next frame off, and makes the calls that this causes. */
    private Optional<ServerFrame> next() {
        Optional<ServerFrame> next;
        List<Runnable> calls = new ArrayList<>();
        synchronized (due) {
            next = Optional.ofNullable(due.poll());
            next.ifPresent(frame -> dueBytes -= frame.bytes());
            if (next.isEmpty()) {
                next = nextEphemeral();
            }
            if (next.isEmpty()) {
                whenFinished.ifPresent(calls::add);
                whenFinished = Optional.empty();
            } else if (isDrained()) {
                calls.addAll(whenDrained);
                whenDrained.clear();
            }
        }
        calls.forEach(Runnable::run);
        return next;
    }

    private Optional<ServerFrame> nextEphemeral() {
        Iterator<ServerFrame> oldest = ephemeral.values().iterator();
        if (!oldest.hasNext()) {
            return Optional.empty();
        }
        ServerFrame frame = oldest.next();
        oldest.remove();
        return Optional.of(frame);
    }
}
