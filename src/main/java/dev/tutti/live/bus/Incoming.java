package dev.tutti.live.bus;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.journal.StreamId;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What comes from a messenger, to which others may have access: nothing is believed that is not sealed, and nothing is
 * heard twice. Whatever is wrong is dropped.
 */
final class Incoming {
    private static final System.Logger LOG = Log.of(Incoming.class);

    /** Nodes remembered: those that were not heard for the longest time are forgotten first. */
    private static final int MOST_NODES = 1_000;

    private final NodeId me;
    private final Seal seal;
    private final Predicate<StreamId> followed;
    private final Map<Topic, Ear> ears = new EnumMap<>(Topic.class);
    private final Map<NodeId, Mouth> nodes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, Mouth> eldest) {
            return size() > MOST_NODES;
        }
    };

    private long complainedAt;
    private boolean complained;

    /** What was heard of one node. */
    private static final class Mouth {
        /** The last number in each lane. */
        private final Map<Integer, Long> numbers = new HashMap<>();

        private final Map<StreamId, Long> turns = new HashMap<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        /** Of the message whose parts are being gathered. */
        private Optional<Packet> gathering = Optional.empty();
    }

    Incoming(NodeId me, Seal seal, Predicate<StreamId> followed) {
        this.me = me;
        this.seal = seal;
        this.followed = followed;
    }

    synchronized void listen(Topic topic, Ear ear) {
        ears.put(topic, ear);
    }

    synchronized void forget(StreamId stream) {
        nodes.values().forEach(mouth -> mouth.turns.remove(stream));
    }

    /** @param lanes in each of which all comes in order, by what it is about and not by where it was heard */
    synchronized void heard(byte[] message, ToIntFunction<StreamId> lanes) {
        Optional<Packet> packet = message.length > Bus.MOST_BYTES + Packet.HEAD + Seal.BYTES
                ? Optional.empty()
                : seal.open(message).flatMap(Packet::read);
        packet.ifPresentOrElse(one -> take(one, lanes.applyAsInt(one.stream())), () -> complain(message.length));
    }

    /** What is said on this channel is heard from here on. */
    synchronized void hears(String channel) {
        Channels.stream(channel).ifPresent(stream -> ears.values().forEach(ear -> ear.begin(stream)));
    }

    private void take(Packet packet, int lane) {
        if (packet.from().equals(me)) {
            return;
        }
        Mouth mouth = nodes.computeIfAbsent(packet.from(), first -> new Mouth());
        if (packet.number() <= mouth.numbers.getOrDefault(lane, 0L)) {
            return;
        }
        mouth.numbers.put(lane, packet.number());
        if (!followed.test(packet.stream())) {
            return;
        }
        if (packet.turn() != 0) {
            Long last = mouth.turns.put(packet.stream(), packet.turn());
            if (last != null && packet.turn() != last + 1) {
                Count.BUS_MISSED.up();
                ears.values().forEach(ear -> safely(() -> ear.missed(packet.stream(), packet.from())));
            }
        }
        whole(mouth, packet).ifPresent(body -> Optional.ofNullable(ears.get(packet.topic()))
                .ifPresent(ear -> safely(() -> ear.hear(packet.stream(), packet.from(), body))));
    }

    /** @return the body, once all of its parts are there, one after the other */
    private static Optional<byte[]> whole(Mouth mouth, Packet packet) {
        if (packet.parts() == 1) {
            return Optional.of(packet.body());
        }
        boolean next = mouth.gathering
                .filter(before -> before.stream().equals(packet.stream())
                        && before.topic() == packet.topic()
                        && before.turn() + 1 == packet.turn()
                        && before.part() + 1 == packet.part()
                        && before.parts() == packet.parts())
                .isPresent();
        boolean fits = mouth.body.size() + packet.body().length <= Bus.MOST_BYTES;
        if (packet.part() == 0 || !next || !fits) {
            mouth.body.reset();
            mouth.gathering = Optional.empty();
        }
        if (packet.part() != 0 && (!next || !fits)) {
            return Optional.empty();
        }
        mouth.body.writeBytes(packet.body());
        mouth.gathering = Optional.of(packet);
        if (packet.part() + 1 < packet.parts()) {
            return Optional.empty();
        }
        byte[] body = mouth.body.toByteArray();
        mouth.body.reset();
        mouth.gathering = Optional.empty();
        return Optional.of(body);
    }

    private static void safely(Runnable hearing) {
        try {
            hearing.run();
        } catch (Throwable fault) {
            LOG.log(System.Logger.Level.ERROR, "What another node said was not understood", fault);
        }
    }

    /** Once a minute: whoever floods us must not flood the log. */
    private void complain(int bytes) {
        Count.BUS_FOREIGN.up();
        long now = System.nanoTime();
        if (!complained || now - complainedAt > TimeUnit.MINUTES.toNanos(1)) {
            complained = true;
            complainedAt = now;
            LOG.log(System.Logger.Level.WARNING, "bus.foreign bytes={0}: a message that no node of ours said", bytes);
        }
    }
}
