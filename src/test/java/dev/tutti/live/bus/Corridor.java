package dev.tutti.live.bus;

import dev.tutti.journal.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** What several nodes in memory say to each other: nothing is heard before {@link #run}, and nothing while it is shut. */
public final class Corridor {
    private final List<End> ends = new ArrayList<>();
    private final Queue<Runnable> under = new ArrayDeque<>();
    private final Set<End> asleep = new HashSet<>();
    private boolean shut;

    public Bus end() {
        End end = new End();
        ends.add(end);
        return end;
    }

    /** From now on what is said is lost. */
    public void shut() {
        shut = true;
    }

    /** Everybody hears again, and is told so. */
    public void open() {
        shut = false;
        ends.forEach(end -> Set.copyOf(end.followed).forEach(end::begin));
    }

    /** A node stands still: what is said to it waits, in order, until it wakes. */
    public void sleeps(Bus end) {
        asleep.add((End) end);
    }

    public void wakes(Bus end) {
        asleep.remove(end);
        under.addAll(((End) end).waiting);
        ((End) end).waiting.clear();
    }

    /** One node is gone and says nothing more. */
    public void dies(Bus end) {
        ends.remove(end);
    }

    /** @return whether there was anything to be heard */
    public boolean run() {
        boolean any = !under.isEmpty();
        for (Runnable next = under.poll(); next != null; next = under.poll()) {
            next.run();
        }
        return any;
    }

    private final class End implements Bus {
        private final NodeId id = NodeId.random();
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private final Set<StreamId> followed = new HashSet<>();
        private final Map<Topic, Ear> ears = new EnumMap<>(Topic.class);

        @Override
        public void follow(StreamId stream) {
            followed.add(stream);
            if (!shut) {
                begin(stream);
            }
        }

        private void begin(StreamId stream) {
            under.add(() -> ears.values().forEach(ear -> ear.begin(stream)));
        }

        @Override
        public void forget(StreamId stream) {
            followed.remove(stream);
        }

        @Override
        public void hint(StreamId stream, long seq) {
            say(stream, Topic.HINT, ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
        }

        @Override
        public void say(StreamId stream, Topic topic, byte[] body) {
            if (shut || !ends.contains(this)) {
                return;
            }
            for (End other : ends) {
                if (other != this) {
                    (asleep.contains(other) ? other.waiting : under).add(() -> {
                        if (other.followed.contains(stream) && other.ears.containsKey(topic)) {
                            other.ears.get(topic).hear(stream, id, body);
                        }
                    });
                }
            }
        }

        @Override
        public void listen(Topic topic, Ear ear) {
            ears.put(topic, ear);
        }

        @Override
        public State state() {
            return shut ? State.DEGRADED : State.UP;
        }
    }
}
