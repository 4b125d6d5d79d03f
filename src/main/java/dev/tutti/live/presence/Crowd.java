package dev.tutti.live.presence;

import dev.tutti.base.identity.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The connections of everybody in one workspace. One that was lost still counts until it has been missed for a while, or
 * until another of the same person takes its place: so a reload, or a change of network, is seen by nobody. Knows no
 * clock: the time is handed in.
 */
final class Crowd {
    private final Map<UserId, Map<UUID, Seat>> people = new LinkedHashMap<>();

    /** @param missedUntil when a lost connection is given up; absent while it is there */
    private record Seat(Present.State state, Optional<Instant> missedUntil) {
        boolean isMissed() {
            return missedUntil.isPresent();
        }
    }

    void arrive(UserId person, UUID connection) {
        Map<UUID, Seat> seats = people.computeIfAbsent(person, nobody -> new LinkedHashMap<>());
        if (seats.containsKey(connection)) {
            seats.compute(connection, (same, seat) -> new Seat(seat.state(), Optional.empty()));
            return;
        }
        longestMissed(seats).ifPresent(seats::remove);
        seats.put(connection, new Seat(Present.State.ACTIVE, Optional.empty()));
    }

    /** @param until when it is given up */
    void lose(UserId person, UUID connection, Instant until) {
        seats(person)
                .computeIfPresent(
                        connection,
                        (same, seat) -> seat.isMissed() ? seat : new Seat(seat.state(), Optional.of(until)));
    }

    void leave(UserId person, UUID connection) {
        seats(person).remove(connection);
        tidy(person);
    }

    /** Gives up those of somebody that are missed: they are not to come back. */
    void giveUp(UserId person) {
        seats(person).values().removeIf(Seat::isMissed);
        tidy(person);
    }

    /** The same for everybody. */
    void giveUp() {
        people.values().forEach(seats -> seats.values().removeIf(Seat::isMissed));
        people.values().removeIf(Map::isEmpty);
    }

    /** Gives up what has been missed for long enough. */
    void giveUpMissed(Instant now) {
        people.values().forEach(seats -> seats.values()
                .removeIf(seat ->
                        seat.missedUntil().filter(until -> !now.isBefore(until)).isPresent()));
        people.values().removeIf(Map::isEmpty);
    }

    void turn(UserId person, UUID connection, Present.State state) {
        seats(person).computeIfPresent(connection, (same, seat) -> new Seat(state, seat.missedUntil()));
    }

    /** The same for every connection of somebody. */
    void turn(UserId person, Present.State state) {
        seats(person).replaceAll((connection, seat) -> new Seat(state, seat.missedUntil()));
    }

    /** @return when the next of those that are missed is given up */
    Optional<Instant> nextGivenUp() {
        return everySeat().flatMap(seat -> seat.missedUntil().stream()).min(Comparator.naturalOrder());
    }

    boolean includes(UserId person) {
        return people.containsKey(person);
    }

    int size() {
        return people.size();
    }

    boolean isEmpty() {
        return people.isEmpty();
    }

    Roster roster() {
        Map<UserId, Present> folded = new LinkedHashMap<>();
        people.forEach((person, seats) -> folded.put(person, fold(seats.values())));
        return new Roster(folded);
    }

    private static Present fold(Collection<Seat> seats) {
        Present.State state = seats.stream().map(Seat::state).reduce(Present.State.AWAY, Present.State::or);
        return new Present(state, seats.size());
    }

    private static Optional<UUID> longestMissed(Map<UUID, Seat> seats) {
        return seats.entrySet().stream()
                .filter(seat -> seat.getValue().isMissed())
                .min(Comparator.comparing(seat -> seat.getValue().missedUntil().orElseThrow()))
                .map(Map.Entry::getKey);
    }

    private Stream<Seat> everySeat() {
        return people.values().stream().flatMap(seats -> seats.values().stream());
    }

    private Map<UUID, Seat> seats(UserId person) {
        return people.getOrDefault(person, new LinkedHashMap<>());
    }

    private void tidy(UserId person) {
        if (seats(person).isEmpty()) {
            people.remove(person);
        }
    }
}
