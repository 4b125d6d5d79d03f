package dev.tutti.live.hub;

import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.live.protocol.ServerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Bytes that others relayed to one client, in order. What does not fit leaves a mark where it would have been, and until
 * the mark has been sent nothing more of the same key is taken: so the client knows where something is missing. Not safe
 * to share; its {@link Outbox} guards it.
 */
final class Parcels {
    private final Outbox.Bounds bounds;
    private final Queue<Parcel> waiting = new ArrayDeque<>();
    /** The keys of which a mark waits. */
    private final Set<String> missed = new HashSet<>();

    private int bytes;

    private record Parcel(String key, int bytes, boolean isMark, Outbox.Load load) {}

    Parcels(Outbox.Bounds bounds) {
        this.bounds = bounds;
    }

    void add(String key, byte[] message, Supplier<ServerFrame> mark) {
        boolean fits = waiting.isEmpty()
                || waiting.size() < bounds.parcels() && bytes + message.length <= bounds.parcelBytes();
        if (!fits) {
            (waiting.size() >= bounds.parcels() ? Limit.BINARY_QUEUE_FRAMES : Limit.BINARY_QUEUE_BYTES).struck();
            miss(key, mark);
        } else if (!missed.contains(key)) {
            // Each client reads on in a buffer of its own; the bytes are everybody's.
            waiting.add(
                    new Parcel(key, message.length, false, (wire, done) -> wire.send(ByteBuffer.wrap(message), done)));
            bytes += message.length;
        }
    }

    /** Always has room: there is one mark for each room that the client is in. */
    void miss(String key, Supplier<ServerFrame> mark) {
        if (missed.add(key)) {
            waiting.add(new Parcel(key, 0, true, Outbox.load(mark.get())));
        }
    }

    Optional<Outbox.Load> poll() {
        Optional<Parcel> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(this::forget);
        if (next.isPresent() && !next.get().isMark()) {
            Count.RELAYED_FRAMES.up();
        }
        return next.map(Parcel::load);
    }

    void purge(String keyPrefix) {
        waiting.removeIf(parcel -> {
            boolean purged = parcel.key().startsWith(keyPrefix);
            if (purged) {
                forget(parcel);
            }
            return purged;
        });
    }

    int size() {
        return waiting.size();
    }

    int bytes() {
        return bytes;
    }

    void clear() {
        waiting.clear();
        missed.clear();
        bytes = 0;
    }

    private void forget(Parcel parcel) {
        bytes -= parcel.bytes();
        if (parcel.isMark()) {
            missed.remove(parcel.key());
        }
    }
}
