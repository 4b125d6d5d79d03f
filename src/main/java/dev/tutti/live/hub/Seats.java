package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** The connections that count against the limits of their people, on this node. */
final class Seats {
    private final Settings.Door door;
    private final Clock clock;
    /** A value is touched only inside {@code compute}: its sessions in the order in which they came, and when. */
    private final Map<Row, Map<Session, Instant>> taken = new ConcurrentHashMap<>();

    record Row(UserId user, Seat seat) {}

    Seats(Settings.Door door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    /**
     * @param elsewhere how many its person has on other nodes
     * @return whether there was one left
     */
    boolean take(Session session, Seat seat, int elsewhere) {
        AtomicBoolean found = new AtomicBoolean();
        taken.compute(row(session, seat), (row, present) -> {
            Map<Session, Instant> sessions = present == null ? new LinkedHashMap<>() : present;
            if (sessions.size() + elsewhere < seat.limit(door)) {
                sessions.put(session, clock.instant());
            }
            found.set(sessions.containsKey(session));
            return sessions.isEmpty() ? null : sessions;
        });
        if (found.get() && !session.isOpen()) {
            // It ended while it waited, before it had a seat to give back.
            giveBack(session, seat);
        }
        return found.get();
    }

    /**
     * Takes the seat of whoever has had one longest, and for longer than a {@linkplain Seat#TURN turn}.
     *
     * @return who had it; nobody where there is none to be had
     */
    Optional<Session> displace(Session session, Seat seat) {
        AtomicReference<Optional<Session>> eldest = new AtomicReference<>(Optional.empty());
        taken.computeIfPresent(row(session, seat), (row, sessions) -> {
            Map.Entry<Session, Instant> first = sessions.entrySet().iterator().next();
            if (!first.getValue().plus(Seat.TURN).isAfter(clock.instant())) {
                eldest.set(Optional.of(first.getKey()));
                sessions.remove(first.getKey());
                sessions.put(session, clock.instant());
            }
            return sessions;
        });
        if (eldest.get().isPresent() && !session.isOpen()) {
            giveBack(session, seat);
        }
        return eldest.get();
    }

    void giveBack(Session session, Seat seat) {
        taken.computeIfPresent(row(session, seat), (row, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** @return the connections of this kind that the person has here, those that came last, first */
    List<Session> of(UserId user, Seat seat) {
        return since(user, seat, Instant.MIN);
    }

    /** @return those of them that came after this */
    List<Session> since(UserId user, Seat seat, Instant when) {
        List<Session> copy = new ArrayList<>();
        taken.computeIfPresent(new Row(user, seat), (row, sessions) -> {
            sessions.forEach((session, came) -> {
                if (came.isAfter(when)) {
                    copy.add(session);
                }
            });
            return sessions;
        });
        Collections.reverse(copy);
        return copy;
    }

    private static Row row(Session session, Seat seat) {
        return new Row(session.caller().id(), seat);
    }
}
