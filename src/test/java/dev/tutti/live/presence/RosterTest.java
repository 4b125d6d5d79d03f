package dev.tutti.live.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.UserId;
import dev.tutti.live.presence.Present.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who is there")
class RosterTest {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final UserId ada = new UserId(UUID.randomUUID());
    private final UserId bob = new UserId(UUID.randomUUID());
    private final UUID desk = UUID.randomUUID();
    private final UUID phone = UUID.randomUUID();
    private final Instant start = Instant.parse("2026-11-20T12:00:00Z");
    private final Crowd crowd = new Crowd();

    @Test
    @DisplayName("is folded over a person's connections: active while one of them is, and counted")
    void folds() {
        crowd.arrive(ada, desk);
        crowd.arrive(ada, phone);
        crowd.turn(ada, desk, State.AWAY);
        assertEquals(Map.of(ada, new Present(State.ACTIVE, 2)), crowd.roster().people());

        crowd.turn(ada, phone, State.AWAY);
        assertEquals(Map.of(ada, new Present(State.AWAY, 2)), crowd.roster().people());
        crowd.turn(ada, State.ACTIVE);
        crowd.leave(ada, phone);
        assertEquals(Map.of(ada, new Present(State.ACTIVE, 1)), crowd.roster().people());
    }

    @Test
    @DisplayName("does not change while a lost connection may come back, and does as soon as it may not")
    void grace() {
        crowd.arrive(ada, desk);
        Roster before = crowd.roster();
        crowd.lose(ada, desk, start.plus(GRACE));
        crowd.giveUpMissed(start.plus(GRACE).minusMillis(1));
        assertEquals(before, crowd.roster());

        crowd.giveUpMissed(start.plus(GRACE));
        assertEquals(Roster.EMPTY, crowd.roster());
        assertTrue(crowd.isEmpty());
    }

    @Test
    @DisplayName("does not change when a new connection takes the place of a lost one, of which nothing is left")
    void returns() {
        crowd.arrive(ada, desk);
        crowd.arrive(ada, phone);
        Roster before = crowd.roster();
        crowd.lose(ada, desk, start.plus(GRACE));
        crowd.lose(ada, phone, start.plus(GRACE).plusSeconds(1));
        crowd.arrive(ada, UUID.randomUUID());
        crowd.arrive(ada, UUID.randomUUID());
        assertEquals(before, crowd.roster());

        crowd.giveUpMissed(start.plusSeconds(1_000));
        assertEquals(before, crowd.roster());
    }

    @Test
    @DisplayName("keeps what the same connection said of itself when it follows anew")
    void followsAnew() {
        crowd.arrive(ada, desk);
        crowd.turn(ada, desk, State.AWAY);
        crowd.lose(ada, desk, start.plus(GRACE));
        crowd.arrive(ada, desk);

        assertEquals(Map.of(ada, new Present(State.AWAY, 1)), crowd.roster().people());
        crowd.giveUpMissed(start.plusSeconds(1_000));
        assertEquals(1, crowd.size());
    }

    @Test
    @DisplayName("has no grace for those who leave or may not come back")
    void noGrace() {
        crowd.arrive(ada, desk);
        crowd.arrive(bob, phone);
        crowd.leave(ada, desk);
        crowd.lose(bob, phone, start.plus(GRACE));
        assertEquals(Set.of(bob), crowd.roster().people().keySet());

        crowd.giveUp(bob);
        assertEquals(Roster.EMPTY, crowd.roster());
        crowd.lose(ada, desk, start.plus(GRACE));
        assertEquals(Roster.EMPTY, crowd.roster(), "a loss after the leave brings nobody back");
    }

    @Test
    @DisplayName("on several nodes is who is there on any of them")
    void severalNodes() {
        Roster here = new Roster(Map.of(ada, new Present(State.AWAY, 1)));
        Roster elsewhere = new Roster(Map.of(ada, new Present(State.ACTIVE, 2), bob, new Present(State.AWAY, 1)));

        assertEquals(
                Map.of(ada, new Present(State.ACTIVE, 3), bob, new Present(State.AWAY, 1)),
                here.and(elsewhere).people());
    }

    @Test
    @DisplayName("can be told by what has changed since: the list before, and the difference, make the list after")
    void differences() {
        Random random = new Random(7);
        List<UserId> people =
                Stream.generate(() -> new UserId(UUID.randomUUID())).limit(8).toList();
        for (int i = 0; i < 5_000; i++) {
            Roster before = any(people, random);
            Roster after = any(people, random);
            Diff diff = Diff.between(before, after);
            assertEquals(after, before.apply(diff));
            assertEquals(before.equals(after), diff.isEmpty());
            assertEquals(after, before.apply(diff).apply(diff), "doing it twice changes nothing");
        }
    }

    @Test
    @DisplayName("under any run of arrivals, cuts, returns, leaves and removals has no ghost and does not flicker")
    void randomRuns() {
        for (int seed = 0; seed < 500; seed++) {
            new RandomRun(new Random(seed)).play();
        }
    }

    private static Roster any(List<UserId> people, Random random) {
        Map<UserId, Present> some = new HashMap<>();
        for (UserId person : people) {
            if (random.nextBoolean()) {
                some.put(person, new Present(random.nextBoolean() ? State.ACTIVE : State.AWAY, 1 + random.nextInt(2)));
            }
        }
        return new Roster(some);
    }

    /** Several people, each with a few connections, and what can be said of them without knowing how it is counted. */
    private static final class RandomRun {
        private final Random random;
        private final Crowd crowd = new Crowd();
        private final List<UserId> people =
                Stream.generate(() -> new UserId(UUID.randomUUID())).limit(4).toList();
        private final Map<UserId, List<UUID>> alive = new HashMap<>();
        /** When they were seen last, while they may come back. */
        private final Map<UserId, Instant> lastLost = new HashMap<>();

        private Instant now = Instant.parse("2026-11-20T12:00:00Z");
        private Roster told = Roster.EMPTY;

        RandomRun(Random random) {
            this.random = random;
            people.forEach(person -> alive.put(person, new ArrayList<>()));
        }

        void play() {
            for (int step = 0; step < 200; step++) {
                UserId person = people.get(random.nextInt(people.size()));
                step(person, alive.get(person));
                now = now.plusMillis(random.nextInt(random.nextInt(5) == 0 ? 20_000 : 2_000));
                crowd.giveUpMissed(now);
                people.forEach(this::check);
                told = told.apply(Diff.between(told, crowd.roster()));
                assertEquals(crowd.roster(), told);
            }
        }

        private void step(UserId person, List<UUID> connections) {
            switch (connections.isEmpty() ? 0 : random.nextInt(6)) {
                case 0, 1 -> {
                    connections.add(UUID.randomUUID());
                    crowd.arrive(person, connections.get(connections.size() - 1));
                }
                case 2, 3 -> {
                    crowd.lose(person, connections.remove(0), now.plus(GRACE));
                    lastLost.put(person, now);
                }
                case 4 -> {
                    crowd.leave(person, connections.remove(0));
                    // Whoever leaves while another connection of theirs is missed is still expected back.
                }
                default -> {
                    connections.forEach(connection -> crowd.leave(person, connection));
                    crowd.giveUp(person);
                    connections.clear();
                    lastLost.remove(person);
                }
            }
        }

        private void check(UserId person) {
            int connected = alive.get(person).size();
            boolean expected = lastLost.containsKey(person)
                    && now.isBefore(lastLost.get(person).plus(GRACE));
            Map<UserId, Present> there = crowd.roster().people();
            if (connected > 0) {
                assertTrue(there.containsKey(person), "whoever is connected is there");
                assertTrue(there.get(person).connections() >= connected);
            } else if (!expected) {
                assertFalse(there.containsKey(person), "nobody is there for longer than the grace");
            }
        }
    }
}
