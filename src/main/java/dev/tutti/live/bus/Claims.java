package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What each node says of its own connections, in one respect: all of it at a time, and again before long. What another
 * node said is believed for as long as a lease and no longer, so that whom it died with is not there for ever. Time is
 * that of this node alone, and never set back.
 *
 * @param <T> what is said about one stream; equal where it is the same
 */
public final class Claims<T> implements Ear {
    /** How long what a node said holds. With the second that {@link #beat} may be late, a ghost is gone in 36 s. */
    static final Duration LEASE = Duration.ofSeconds(35);
    /** How often it is said again: three times within a lease, because messages get lost. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    private static final byte ASK = 0;
    private static final byte TELL = 1;

    private final Bus bus;
    private final Topic topic;
    private final Form<T> form;
    private final LongSupplier nanos;
    private volatile Consumer<StreamId> whenChanged = stream -> {};

    private final Map<StreamId, Claim<T>> mine = new ConcurrentHashMap<>();
    /** The values are touched inside {@code compute} only, or copied. */
    private final Map<StreamId, Map<NodeId, Claim<T>>> others = new ConcurrentHashMap<>();

    /** @param at when it was said, here */
    private record Claim<T>(T what, long at) {}

    /** How it travels. */
    public interface Form<T> {
        byte[] write(T what);

        /** @throws RuntimeException when it is none */
        T read(byte[] bytes);

        /** @return whether this is as good as saying nothing */
        boolean isEmpty(T what);
    }

    public Claims(Bus bus, Topic topic, Form<T> form, LongSupplier nanos) {
        this.bus = bus;
        this.topic = topic;
        this.form = form;
        this.nanos = nanos;
        bus.listen(topic, this);
    }

    /** @param listener told of a stream when what others say of it has changed; on any thread, and must not wait */
    public void whenChanged(Consumer<StreamId> listener) {
        whenChanged = listener;
    }

    /** Says what there is here, in place of what was said before; nothing where nothing has changed. Does not wait. */
    public void tell(StreamId stream, T here) {
        if (bus.state() == Bus.State.ALONE) {
            return;
        }
        Claim<T> before =
                form.isEmpty(here) ? mine.remove(stream) : mine.put(stream, new Claim<>(here, nanos.getAsLong()));
        boolean news = before == null ? !form.isEmpty(here) : !before.what().equals(here);
        if (news) {
            say(stream, here);
        }
    }

    /** @return what the others say, each for itself, as far as it still holds */
    public List<T> elsewhere(StreamId stream) {
        long now = nanos.getAsLong();
        return others.getOrDefault(stream, Map.of()).values().stream()
                .filter(claim -> !isOver(claim, LEASE, now))
                .map(Claim::what)
                .toList();
    }

    /** To be called every second or so: says again what has to be, and forgets what does not hold any more. */
    public void beat() {
        long now = nanos.getAsLong();
        mine.forEach((stream, claim) -> {
            if (isOver(claim, AGAIN, now) && mine.replace(stream, claim, new Claim<>(claim.what(), now))) {
                say(stream, claim.what());
            }
        });
        for (StreamId stream : others.keySet()) {
            int before = size(stream);
            others.computeIfPresent(stream, (same, claims) -> {
                Map<NodeId, Claim<T>> left = new ConcurrentHashMap<>(claims);
                left.values().removeIf(claim -> isOver(claim, LEASE, now));
                return left.isEmpty() ? null : left;
            });
            if (size(stream) != before) {
                whenChanged.accept(stream);
            }
        }
    }

    @Override
    public void hear(StreamId stream, NodeId from, byte[] said) {
        if (said.length == 1 && said[0] == ASK) {
            Claim<T> claim = mine.get(stream);
            if (claim != null) {
                say(stream, claim.what());
            }
        } else if (said.length > 0 && said[0] == TELL) {
            learn(stream, from, form.read(Arrays.copyOfRange(said, 1, said.length)));
        }
    }

    /** Whoever hears from here on asks for what was said before. */
    @Override
    public void begin(StreamId stream) {
        bus.say(stream, topic, new byte[] {ASK});
        // And tells: who asked meanwhile was perhaps not heard.
        Claim<T> claim = mine.get(stream);
        if (claim != null) {
            say(stream, claim.what());
        }
    }

    private void learn(StreamId stream, NodeId from, T what) {
        List<T> before = elsewhere(stream);
        others.compute(stream, (same, claims) -> {
            Map<NodeId, Claim<T>> now = claims == null ? new ConcurrentHashMap<>() : claims;
            if (form.isEmpty(what)) {
                now.remove(from);
            } else {
                now.put(from, new Claim<>(what, nanos.getAsLong()));
            }
            return now.isEmpty() ? null : now;
        });
        if (!before.equals(elsewhere(stream))) {
            whenChanged.accept(stream);
        }
    }

    private void say(StreamId stream, T what) {
        byte[] body = form.write(what);
        byte[] told = new byte[body.length + 1];
        told[0] = TELL;
        System.arraycopy(body, 0, told, 1, body.length);
        if (told.length <= Bus.MOST_BYTES) {
            bus.say(stream, topic, told);
        }
    }

    private int size(StreamId stream) {
        return others.getOrDefault(stream, Map.of()).size();
    }

    private static boolean isOver(Claim<?> claim, Duration time, long now) {
        return now - claim.at() >= time.toNanos();
    }
}
