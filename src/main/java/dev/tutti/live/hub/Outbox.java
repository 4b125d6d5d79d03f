package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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
     * @param parcels how many messages that clients relayed may wait besides
     * @param parcelBytes how many bytes of them
     */
    record Bounds(int frames, int bytes, int parcels, int parcelBytes) {
        static Bounds of(Settings.Live live, Settings.Rooms rooms) {
            return new Bounds(live.queueFrames(), live.queueBytes(), rooms.queueFrames(), rooms.queueBytes());
        }
    }

    /** Something on its way to the client. */
    @FunctionalInterface
    interface Load {
        void onto(Wire wire, Consumer<Boolean> done);
    }

    private final Wire wire;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final Runnable whenBroken;

    /** Guarded by itself, as are the fields below. */
    private final Queue<ServerFrame> due = new ArrayDeque<>();

    private final Whispers ephemeral;
    private final Parcels parcels;
    private int dueBytes;
    private final List<Runnable> whenDrained = new ArrayList<>();
    private Optional<Runnable> whenFinished = Optional.empty();
    private boolean closed;
    /** Of the frame that was sent last; empty before the first. */
    private Optional<String> lastType = Optional.empty();

    /** How often the sending loop was asked to look again; whoever raises it from zero runs the loop. */
    private final AtomicInteger wakeUps = new AtomicInteger();
    /** Whether a frame is on its way. Written by the loop and by the completion, which never overlap. */
    private volatile boolean inFlight;

    private volatile long inFlightSince;

    /** @param whenBroken told when a send fails: the connection is lost */
    Outbox(Wire wire, Bounds bounds, LongSupplier nanoTime, Runnable whenBroken) {
        this.wire = wire;
        this.bounds = bounds;
        this.ephemeral = new Whispers(bounds);
        this.parcels = new Parcels(bounds);
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
                strike(room);
                return false;
            }
            enqueue(frame);
        }
        send();
        return true;
    }

    private void strike(boolean room) {
        if (!room) {
            (due.size() >= bounds.frames() ? Limit.QUEUE_FRAMES : Limit.QUEUE_BYTES).struck();
        }
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
                strike(false);
                return false;
            }
            enqueue(frame);
        }
        send();
        return true;
    }

    /** Sends a frame that only the newest state matters of; it takes the place of one with the same key. */
    void whisper(String key, ServerFrame frame) {
        whisper(key, frame, Whispers.FOREVER);
    }

    /**
     * @param life for how long it is worth sending
     * @return whether there was room for it
     */
    boolean whisper(String key, ServerFrame frame, Duration life) {
        synchronized (due) {
            if (!closed && !ephemeral.add(key, frame, nanoTime.getAsLong(), life)) {
                return false;
            }
        }
        send();
        return true;
    }

    /**
     * Sends a change of something of which only the newest state matters, and of which the client must not miss any: if a
     * change with the same key still waits, the whole takes the place of both. There is room for it in any case, because
     * the number of such keys is bounded by what the client follows.
     */
    void update(String key, ServerFrame change, Supplier<ServerFrame> whole) {
        synchronized (due) {
            if (closed) {
                return;
            }
            ServerFrame frame = ephemeral.has(key) ? whole.get() : change;
            ephemeral.put(key, frame, nanoTime.getAsLong(), Whispers.FOREVER);
        }
        send();
    }

    /** Sends bytes that a client relayed, in order, or leaves a mark where they are missing. */
    void relay(String key, byte[] message, Supplier<ServerFrame> missed) {
        synchronized (due) {
            if (closed) {
                return;
            }
            parcels.add(key, message, missed);
        }
        send();
    }

    /** Leaves the same mark behind what waits of this key. */
    void miss(String key, Supplier<ServerFrame> missed) {
        synchronized (due) {
            if (closed) {
                return;
            }
            parcels.miss(key, missed);
        }
        send();
    }

    /** Forgets the ephemeral frames and parcels whose key starts so: their reader may no longer see them. */
    void purge(String keyPrefix) {
        synchronized (due) {
            ephemeral.purge(keyPrefix);
            parcels.purge(keyPrefix);
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
            parcels.clear();
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
            parcels.clear();
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
            return due.size() + parcels.size();
        }
    }

    /** @return of what type the frame is that was handed to the transport last */
    Optional<String> lastType() {
        synchronized (due) {
            return lastType;
        }
    }

    /** @return for how long, in nanoseconds, that was so; means nothing before the first frame */
    long sinceLast() {
        return nanoTime.getAsLong() - inFlightSince;
    }

    /** @return the bytes of all that waits */
    int bytes() {
        synchronized (due) {
            return dueBytes + ephemeral.bytes() + parcels.bytes();
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
                Optional<Load> next = next();
                if (next.isEmpty()) {
                    break;
                }
                inFlightSince = nanoTime.getAsLong();
                inFlight = true;
                next.get().onto(wire, this::sent);
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
    private Optional<Load> next() {
        Optional<Load> next;
        List<Runnable> calls = new ArrayList<>();
        synchronized (due) {
            Optional<ServerFrame> frame = nextDue().or(() -> ephemeral.poll(nanoTime.getAsLong()));
            next = frame.map(Outbox::load).or(parcels::poll);
            if (next.isPresent()) {
                lastType = Optional.of(frame.map(ServerFrame::type).orElse("binary"));
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

    private Optional<ServerFrame> nextDue() {
        Optional<ServerFrame> next = Optional.ofNullable(due.poll());
        if (next.isPresent()) {
            dueBytes -= next.get().bytes();
            count(next.get());
        }
        return next;
    }

    /** For everything that everybody hears: nothing is made for it, and nobody waits. */
    private void count(ServerFrame frame) {
        if (frame.place().isPresent()) {
            Count.DELIVERIES.up();
        }
        if (frame.commit().isPresent()) {
            frame.commit().get().delivered(nanoTime.getAsLong());
        }
    }

    static Load load(ServerFrame frame) {
        return (wire, done) -> wire.send(frame, done);
    }
}
