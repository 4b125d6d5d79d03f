package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.UserId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that count against the limits of their people. */
final class Seats {
    private final Settings.Door door;
    /** A value is touched only inside {@code compute}. */
    private final Map<Row, Set<Session>> taken = new ConcurrentHashMap<>();

    private record Row(UserId user, Seat seat) {}

    Seats(Settings.Door door) {
        this.door = door;
    }

    /** @return whether there was one left */
    boolean take(Session session, Seat seat) {
        boolean found = taken.compute(row(session, seat), (row, present) -> {
                    Set<Session> sessions = present == null ? ConcurrentHashMap.newKeySet() : present;
                    if (sessions.size() < seat.limit(door)) {
                        sessions.add(session);
                    }
                    return sessions;
                })
                .contains(session);
        if (found && !session.isOpen()) {
            // It ended while it waited, before it had a seat to give back.
            giveBack(session, seat);
        }
        return found;
    }

    void giveBack(Session session, Seat seat) {
        taken.computeIfPresent(row(session, seat), (row, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    /** @return the connections of this kind that the session's person has */
    Set<Session> besides(Session session, Seat seat) {
        Set<Session> copy = new HashSet<>();
        taken.computeIfPresent(row(session, seat), (row, sessions) -> {
            copy.addAll(sessions);
            return sessions;
        });
        return copy;
    }

    private static Row row(Session session, Seat seat) {
        return new Row(session.caller().id(), seat);
    }
}
