package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.live.bus.NoBus;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Session registry")
class SessionRegistryTest {
    private final ManualClock clock = new ManualClock();
    private final List<Runnable> due = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private final List<Runnable> commands = new ArrayList<>();
    private final SessionRegistry registry = new SessionRegistry();

    /** What is to be done later is done when the test says so, as are commands. */
    private final class Halted extends Threads {
        @Override
        Executor commands() {
            return commands::add;
        }

        @Override
        Lanes lanes() {
            return new Lanes(Runnable::run, 1);
        }

        @Override
        ScheduledExecutorService timer() {
            return new ScheduledThreadPoolExecutor(0) {
                @Override
                public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
                    due.add(what);
                    delays.add(unit.toMillis(delay));
                    return null;
                }
            };
        }
    }

    @BeforeEach
    void furnish() {
        registry.settings = ChosenSettings.of(
                "TUTTI_CONNECTIONS",
                "2",
                "TUTTI_CONNECTIONS_PER_SECOND",
                "3",
                "TUTTI_DRAIN_SECONDS",
                "10",
                "TUTTI_POLLS_PER_USER",
                "2");
        registry.clock = clock;
        registry.nanos = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        registry.bus = new NoBus();
        registry.frames = new Frames(clock);
        registry.threads = new Halted();
        registry.furnish();
    }

    @Test
    @DisplayName("has no room for more than it may, and again when one of them has gone")
    void full() {
        assertTrue(registry.hasRoom());
        opens(new Tape());
        Session second = opens(new Tape());
        assertFalse(registry.hasRoom());
        assertEquals(2, registry.count());
        second.gone();
        assertTrue(registry.hasRoom());
    }

    @Test
    @DisplayName("counts which limit keeps somebody out, and how many there are of each kind")
    void counted() {
        Growth crowded = Growth.of(Limit.CONNECTIONS_PER_SECOND);
        Growth full = Growth.of(Limit.CONNECTIONS);
        Growth accepted = Growth.of(Count.HANDSHAKES, "websocket", "accepted");
        for (int i = 0; i < 4; i++) {
            registry.letsIn(Seat.SOCKET);
        }
        Session first = opens(new Tape());
        opens(new Tape());
        registry.letsIn(Seat.SOCKET);

        assertEquals(1, crowded.now());
        assertEquals(1, full.now());
        assertEquals(2, accepted.now());
        assertEquals(Map.of("websocket", 2L, "stream", 0L, "poll", 0L), registry.connections());
        first.gone();
        assertEquals(Map.of("websocket", 1L, "stream", 0L, "poll", 0L), registry.connections());
    }

    @Test
    @DisplayName("counts those whom it turns away, until they are ended by force")
    void turnedAway() {
        Tape nobody = turnsAway();
        opens(new Tape());

        assertEquals(List.of(), nobody.types(), "nothing ends while the handshake is being finished");
        due.remove(0).run();
        assertEquals(List.of("error"), nobody.types());
        assertEquals(Optional.empty(), nobody.closed, "nothing waits on the thread that tells of the send");
        due.remove(due.size() - 1).run();
        assertEquals(Optional.of(CloseCode.INVALID_TOKEN), nobody.closed);
        assertFalse(nobody.killed);
        assertFalse(registry.hasRoom());
        due.forEach(Runnable::run);
        assertTrue(nobody.killed);
        assertTrue(registry.hasRoom());
    }

    @Test
    @DisplayName("lets no more in than may begin in a second, and again a moment later")
    void crowd() {
        for (int i = 0; i < 3; i++) {
            assertTrue(registry.letsIn(Seat.SOCKET));
        }
        assertFalse(registry.letsIn(Seat.SOCKET));
        assertTrue(registry.hasRoom(), "which is no reason to be sent no work");
        assertTrue(registry.letsIn(Seat.POLL), "polls come all the time");
        clock.advance(Duration.ofMillis(334));
        assertTrue(registry.letsIn(Seat.SOCKET));
        assertFalse(registry.letsIn(Seat.SOCKET));
    }

    @Test
    @DisplayName(
            "lets somebody's newer poll take the place of the one that waits longest, but not before that had its turn")
    void newerPolls() {
        Growth struck = Growth.of(Limit.POLLS_PER_USER);
        Caller ada = somebody();
        List<Tape> tapes = Stream.generate(Tape::new).limit(5).toList();
        List<Session> polls = new ArrayList<>();
        for (Tape tape : tapes.subList(0, 3)) {
            polls.add(registry.open(ada, tape, Seat.POLL, welcome -> {}));
            clock.advance(Seat.TURN.minusMillis(1).dividedBy(2));
        }
        assertEquals(
                List.of(true, true, false), polls.stream().map(Session::isOpen).toList());
        assertEquals(Optional.of(CloseCode.TOO_MANY_CONNECTIONS), tapes.get(2).closed);

        registry.open(ada, tapes.get(3), Seat.POLL, welcome -> {});
        assertEquals(Optional.of(CloseCode.GOING_AWAY), tapes.get(0).closed);
        registry.open(ada, tapes.get(4), Seat.POLL, welcome -> {});
        assertEquals(Optional.of(CloseCode.TOO_MANY_CONNECTIONS), tapes.get(4).closed, "the others have just come");
        assertEquals(Optional.empty(), tapes.get(1).closed);
        assertEquals(3, struck.now());
    }

    @Test
    @DisplayName("does not welcome who has gone before it could")
    void goneAtOnce() {
        List<Session> welcomed = new ArrayList<>();
        Session gone = registry.open(somebody(), new Tape(), Seat.SOCKET, welcomed::add);
        Session here = registry.open(somebody(), new Tape(), Seat.SOCKET, welcomed::add);
        gone.gone();

        while (!commands.isEmpty()) {
            commands.remove(0).run();
        }
        assertEquals(List.of(here), welcomed);
    }

    @Test
    @DisplayName("before a planned restart lets nobody in, and sees off one after the other over the set time")
    void drained() {
        Tape first = new Tape();
        Tape second = new Tape();
        Session early = opens(first);
        Session late = opens(second);

        assertEquals(Duration.ofSeconds(10), registry.drain());
        registry.drain();

        assertFalse(registry.hasRoom());
        assertFalse(registry.letsIn(Seat.SOCKET));
        assertEquals(List.of(0L, 5_000L), delays);
        assertTrue(early.isOpen() && late.isOpen());
        due.remove(0).run();
        assertTrue(early.isOpen() != late.isOpen(), "one stays until its time has come");
        Tape gone = early.isOpen() ? second : first;
        assertEquals(List.of("shutdown"), gone.types());
        assertEquals(Optional.of(CloseCode.RESTART), gone.closed);
        due.remove(0).run();
        assertEquals(List.of("shutdown"), first.types());
        assertEquals(List.of("shutdown"), second.types());
    }

    @Test
    @DisplayName("stops for good in the middle of that: everybody is seen off, once")
    void stoppedWhileDrained() {
        Tape first = new Tape();
        Tape second = new Tape();
        opens(first);
        opens(second);
        registry.drain();
        due.remove(0).run();

        registry.closeAll(Duration.ZERO);
        due.forEach(Runnable::run);

        assertEquals(List.of("shutdown"), first.types());
        assertEquals(List.of("shutdown"), second.types());
    }

    @Test
    @DisplayName("at the end lets nobody in, and ends whoever was being turned away")
    void end() {
        Tape nobody = turnsAway();

        registry.closeAll(Duration.ZERO);

        assertTrue(nobody.killed);
        assertFalse(registry.hasRoom());
        Tape late = new Tape();
        opens(late);
        assertEquals(Optional.of(CloseCode.RESTART), late.closed);
    }

    private Tape turnsAway() {
        Tape tape = new Tape();
        registry.turnAway(
                tape, registry.frames.warning(ErrorCode.INVALID_TOKEN, "Sign in again."), CloseCode.INVALID_TOKEN);
        return tape;
    }

    private Session opens(Tape tape) {
        return registry.open(somebody(), tape);
    }

    private Caller somebody() {
        Credential credential = new Credential(
                UUID.randomUUID(),
                Optional.empty(),
                false,
                clock.instant(),
                clock.instant().plus(Duration.ofHours(1)));
        return new Caller(new UserId(UUID.randomUUID()), "Ada", credential, Echo.NONE);
    }
}
