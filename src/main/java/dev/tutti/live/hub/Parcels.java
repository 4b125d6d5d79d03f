package dev.tutti.live.hub;

import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.live.protocol.ServerFrame;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What others relayed to one client, in order. What does not fit leaves a mark where it would have been, and until
 * the mark has been sent nothing more of the same key is taken: so the client knows where something is missing. Not safe
 * to share; its {@link Outbox} guards it.
 */
final class Parcels {
    private final Outbox.Bounds bounds;
    private final Queue<Parcel> waiting = new ArrayDeque<>();
    /** The keys of which a mark waits. */
    private final Set<String> missed = new HashSet<>();

    private int bytes;

    Parcels(Outbox.Bounds bounds) {
        this.bounds = bounds;
    }

    void add(Parcel parcel, Supplier<ServerFrame> mark) {
        boolean fits = waiting.isEmpty()
                || waiting.size() < bounds.parcels() && bytes + parcel.bytes() <= bounds.parcelBytes();
        if (!fits) {
            (waiting.size() >= bounds.parcels() ? Limit.BINARY_QUEUE_FRAMES : Limit.BINARY_QUEUE_BYTES).struck();
            miss(parcel.key(), mark);
        } else if (missed.isEmpty() || !missed.contains(parcel.key())) {
            waiting.add(parcel);
            bytes += parcel.bytes();
        }
    }

    /** Always has room: there is one mark for each room that the client is in. */
    void miss(String key, Supplier<ServerFrame> mark) {
        if (missed.add(key)) {
            waiting.add(Parcel.mark(key, mark.get()));
        }
    }

    /** Takes off what leaves next. */
    void moveTo(Batch leaving) {
        while (!waiting.isEmpty() && leaving.takes(waiting.element().frame())) {
            Parcel next = waiting.remove();
            forget(next);
            leaving.add(next.frame());
            if (!next.isMark()) {
                Count.RELAYED_FRAMES.up();
            }
        }
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
