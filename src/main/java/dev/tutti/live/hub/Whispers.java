package dev.tutti.live.hub;

import dev.tutti.base.metrics.Limit;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for one client and is worth nothing a moment later: the newest of each key, for as long as it is worth
 * anything. Not safe to share; its {@link Outbox} guards it.
 */
final class Whispers {
    /** Longer than any connection that takes nothing. */
    static final Duration FOREVER = Duration.ofDays(1);

    private final Outbox.Bounds bounds;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private int bytes;

    /** @param life for how long it is worth sending, in nanoseconds from {@code since} */
    private record Waiting(ServerFrame frame, long since, long life) {
        boolean isOver(long now) {
            return now - since > life;
        }
    }

    Whispers(Outbox.Bounds bounds) {
        this.bounds = bounds;
    }

    /** @return whether there was room, which there always is in the place of an older one */
    boolean add(String key, ServerFrame frame, long now, Duration life) {
        boolean room = waiting.size() < bounds.frames() && bytes + frame.bytes() <= bounds.bytes();
        if (!room && !waiting.containsKey(key)) {
            return false;
        }
        put(key, frame, now, life);
        return true;
    }

    /** Takes it in any case; the caller sees to it that there are few such keys. */
    void put(String key, ServerFrame frame, long now, Duration life) {
        remove(key);
        waiting.put(key, new Waiting(frame, now, life.toNanos()));
        bytes += frame.bytes();
    }

    boolean has(String key) {
        return waiting.containsKey(key);
    }

    /** Takes off what leaves next, and what is not worth sending any more. */
    void moveTo(Batch leaving, long now) {
        if (waiting.isEmpty()) {
            return;
        }
        for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
            Waiting next = all.next();
            if (next.isOver(now)) {
                Limit.SIGNAL_LIFE_SECONDS.struck();
            } else if (leaving.takes(next.frame())) {
                leaving.add(next.frame());
            } else {
                return;
            }
            bytes -= next.frame().bytes();
            all.remove();
        }
    }

    /** Forgets those whose key starts so. */
    void purge(String keyPrefix) {
        for (Iterator<Map.Entry<String, Waiting>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Waiting> next = all.next();
            if (next.getKey().startsWith(keyPrefix)) {
                bytes -= next.getValue().frame().bytes();
                all.remove();
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }

    private Optional<Waiting> remove(String key) {
        Optional<Waiting> removed = Optional.ofNullable(waiting.remove(key));
        removed.ifPresent(whisper -> bytes -= whisper.frame().bytes());
        return removed;
    }
}
