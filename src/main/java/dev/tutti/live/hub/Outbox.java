package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What waits to be sent to one client: bounded, in order, one send in flight. Where the {@link Wire} likes several frames at
 * once, those that are due by the time the last send is done leave in one; none is ever delayed to wait for company.
 *
 * <p>Both servers queue without limit behind an asynchronous send, so the bound must be here. Nothing is lost at it:
 * an {@link #offer} that is turned down is made again from the journal once the queue has {@linkplain #whenDrained
 * drained}. Ephemeral frames wait beside the queue, the newest of each key only.
 *
 * <p>A container may report a send as done before the send returns, may do so while it holds locks of its own, and
 * overflows the stack of whoever answers with the next send. Therefore the sends are made in a loop, in the
 * {@linkplain Lanes lane} of the connection, and no lock of ours is held during one.
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

    /** No thread has this id. */
    private static final long NOBODY = 0;

    private final Serial lane;
    private final LongSupplier nanoTime;
    private final Runnable whenBroken;

    /** Guarded by itself, as are the fields below. */
    private final Due due;

    private final Whispers ephemeral;
    private final Parcels parcels;
    private final List<Runnable> whenDrained = new ArrayList<>();
    private Optional<Runnable> whenFinished = Optional.empty();
    private boolean closed;
    /** How often the sending loop was asked to look again; whoever raises it from zero runs the loop. */
    private final AtomicInteger wakeUps = new AtomicInteger();
    /** Whether a frame is on its way. Written by the loop and by the completion, which never overlap. */
    private volatile boolean inFlight;

    private volatile long inFlightSince;
    /** The id of the thread that is in the loop: whoever finds its own here is within it, and need not wake it. */
    private long looping = NOBODY;

    /** What is on its way. Touched by whoever runs the loop, and by the completion, which never overlap. */
    private final Batch leaving;
    /** Of the frame that was sent last; says nothing before the first. */
    private volatile String lastType = "";

    /** For every send the same. */
    private final Consumer<Boolean> whenSent = this::sent;

    private final Serial.Task loop = new Serial.Task(this::sendAll);

    /**
     * @param lane where the sends are made, and the calls back
     * @param whenBroken told when a send fails: the connection is lost
     */
    Outbox(Wire wire, Serial lane, Bounds bounds, LongSupplier nanoTime, Runnable whenBroken) {
        this.lane = lane;
        this.due = new Due(bounds);
        this.leaving = new Batch(wire);
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
            if (closed || !due.offer(frame)) {
                return false;
            }
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
            if (!due.say(frame)) {
                return false;
            }
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

    /** Sends what a client relayed, in order, or leaves a mark where it is missing. */
    void relay(Parcel parcel, Supplier<ServerFrame> missed) {
        synchronized (due) {
            if (closed) {
                return;
            }
            parcels.add(parcel, missed);
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
            if (!due.isDrained()) {
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
            ephemeral.clear();
            parcels.clear();
            whenDrained.clear();
            whenFinished = Optional.empty();
        }
    }

    /** @return for how long, in nanoseconds, what is in flight has been there; 0 when nothing is */
    long stalledFor() {
        return inFlight ? nanoTime.getAsLong() - inFlightSince : 0;
    }

    /** @return how many frames wait, those in flight not counted */
    int depth() {
        synchronized (due) {
            return due.size() + parcels.size();
        }
    }

    /** @return of what type the frame is that was handed to the transport last */
    Optional<String> lastType() {
        return Optional.of(lastType).filter(type -> !type.isEmpty());
    }

    /** @return for how long, in nanoseconds, that was so; means nothing before the first frame */
    long sinceLast() {
        return nanoTime.getAsLong() - inFlightSince;
    }

    /** @return the bytes of all that waits */
    int bytes() {
        synchronized (due) {
            return due.bytes() + ephemeral.bytes() + parcels.bytes();
        }
    }

    private void send() {
        if (wakeUps.getAndIncrement() == 0) {
            lane.execute(loop);
        }
    }

    private void sendAll() {
        int answered = 1;
        do {
            looping = Thread.currentThread().getId();
            boolean isMore = true;
            while (!inFlight && isMore) {
                isMore = takeNext();
                if (leaving.isEmpty()) {
                    break;
                }
                inFlightSince = nanoTime.getAsLong();
                inFlight = true;
                lastType = leaving.lastType();
                leaving.count(inFlightSince);
                leaving.leave(whenSent);
            }
            looping = NOBODY;
            answered = wakeUps.addAndGet(-answered);
        } while (answered != 0);
    }

    private void sent(boolean taken) {
        leaving.clear();
        inFlight = false;
        if (!taken) {
            abandon();
            lane.execute(whenBroken);
        } else if (looping != Thread.currentThread().getId()) {
            send();
        }
    }

    /**
     * Takes off what is to leave next, and makes the calls that this causes.
     *
     * @return whether there was more
     */
    private boolean takeNext() {
        List<Runnable> calls = List.of();
        boolean isMore;
        synchronized (due) {
            due.moveTo(leaving);
            if (due.isEmpty()) {
                ephemeral.moveTo(leaving, nanoTime.getAsLong());
            }
            if (leaving.isEmpty()) {
                parcels.moveTo(leaving);
            }
            if (leaving.isEmpty()) {
                calls = whenFinished.map(List::of).orElse(calls);
                whenFinished = Optional.empty();
            } else if (!whenDrained.isEmpty() && due.isDrained()) {
                calls = List.copyOf(whenDrained);
                whenDrained.clear();
            }
            isMore = !due.isEmpty() || !ephemeral.isEmpty() || parcels.size() > 0 || whenFinished.isPresent();
        }
        calls.forEach(Runnable::run);
        return isMore;
    }
}
