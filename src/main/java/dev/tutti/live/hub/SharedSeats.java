package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.Claims;
import dev.tutti.live.bus.NodeId;
import dev.tutti.live.bus.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The seats of people on all nodes. A node learns how many somebody has elsewhere only when it begins to follow their
 * inbox, so one too many may be let in at first: whoever came last within a moment goes again, once those elsewhere have
 * proved that they live. Where nodes do not hear each other, each counts its own.
 */
final class SharedSeats {
    /** Who has been here for longer stays. */
    private static final Duration MOMENT = Duration.ofSeconds(5);
    /** What it takes another node to say that somebody did not answer, and this one to end those here. */
    private static final Duration NEWS = Duration.ofMillis(500);

    private static final Duration BREATH = Duration.ofMillis(50);

    private final Bus bus;
    private final Seats seats;
    private final SessionRegistry registry;
    private final Settings.Door door;
    private final Claims<List<Integer>> claims;
    private final Set<Seats.Row> crowded = ConcurrentHashMap.newKeySet();

    SharedSeats(Bus bus, Seats seats, SessionRegistry registry, LongSupplier nanos) {
        this.bus = bus;
        this.seats = seats;
        this.registry = registry;
        door = registry.settings.door();
        claims = new Claims<>(bus, Topic.SEATS, new Form(), nanos);
        claims.whenChanged(this::reconsider);
        bus.listen(Topic.PROBE, this::answer);
    }

    boolean isAlone() {
        return bus.state() == Bus.State.ALONE;
    }

    void beat() {
        claims.beat();
    }

    /** @return how many of this kind the person has on other nodes, as far as is known */
    int elsewhere(UserId user, Seat seat) {
        return claims.elsewhere(StreamId.inbox(user)).stream()
                .mapToInt(counts -> counts.get(place(seat)))
                .sum();
    }

    /** Tells the others how many there are here. */
    void tell(UserId user) {
        if (!isAlone()) {
            claims.tell(
                    StreamId.inbox(user),
                    List.of(
                            seats.of(user, Seat.SOCKET).size(),
                            seats.of(user, Seat.STREAM).size()));
        }
    }

    /** Has the other nodes ask theirs whether they are still there. */
    void probe(UserId user, Seat seat) {
        bus.say(StreamId.inbox(user), Topic.PROBE, new byte[] {(byte) place(seat)});
    }

    /** @return how long it takes until those who did not answer are gone, and this is known here */
    Duration patience(UserId user, Seat seat) {
        return door.probe().plus(elsewhere(user, seat) > 0 ? NEWS : BREATH);
    }

    private void answer(StreamId inbox, NodeId from, byte[] said) {
        if (inbox.kind() == StreamId.Kind.INBOX && said.length == 1 && (said[0] == 0 || said[0] == 1)) {
            registry.probe(new UserId(inbox.id()), said[0] == 0 ? Seat.SOCKET : Seat.STREAM);
        }
    }

    private void reconsider(StreamId inbox) {
        UserId user = new UserId(inbox.id());
        for (Seat seat : List.of(Seat.SOCKET, Seat.STREAM)) {
            Instant before = registry.steady.instant().minus(MOMENT);
            Seats.Row row = new Seats.Row(user, seat);
            if (surplus(user, seat) > 0 && !seats.since(user, seat, before).isEmpty() && crowded.add(row)) {
                registry.probe(user, seat);
                probe(user, seat);
                registry.after(patience(user, seat), () -> {
                    crowded.remove(row);
                    seats.since(user, seat, before).stream()
                            .limit(Math.max(0, surplus(user, seat)))
                            .forEach(one -> registry.refuse(one, seat));
                });
            }
        }
    }

    private int surplus(UserId user, Seat seat) {
        return seats.of(user, seat).size() + elsewhere(user, seat) - seat.limit(door);
    }

    private static int place(Seat seat) {
        return seat == Seat.SOCKET ? 0 : 1;
    }

    /** Two numbers: of sockets and of streams. Polls end by themselves before anybody has counted them. */
    private static final class Form implements Claims.Form<List<Integer>> {
        private static final int SHORT = 2;

        @Override
        public byte[] write(List<Integer> counts) {
            byte[] bytes = new byte[2 * SHORT];
            for (int i = 0; i < 2; i++) {
                bytes[SHORT * i] = (byte) (counts.get(i) >> Byte.SIZE);
                bytes[SHORT * i + 1] = counts.get(i).byteValue();
            }
            return bytes;
        }

        @Override
        public List<Integer> read(byte[] bytes) {
            return List.of(number(bytes, 0), number(bytes, SHORT));
        }

        @Override
        public boolean isEmpty(List<Integer> counts) {
            return counts.equals(List.of(0, 0));
        }

        private static int number(byte[] bytes, int at) {
            return Byte.toUnsignedInt(bytes[at]) << Byte.SIZE | Byte.toUnsignedInt(bytes[at + 1]);
        }
    }
}
