package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Distribution;
import dev.tutti.base.metrics.Growth;
import dev.tutti.base.metrics.Limit;
import dev.tutti.journal.Position;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the hub counts")
class CountingTest {
    private final Scene scene = new Scene();
    private final Scene.Actor ada = scene.enters("Ada");

    @Test
    @DisplayName("every entry that a transport is handed, and how long it took from the commit")
    void deliveries() {
        Scene.Actor bob = scene.enters("Bob");
        ada.joins();
        bob.joins();
        scene.settle();
        Growth delivered = Growth.of(Count.DELIVERIES);
        Growth ours = Growth.of(Distribution.DELIVERY_OF_OURS::count);
        Growth others = Growth.of(Distribution.DELIVERY_OF_OTHERS::count);
        Growth commits = Growth.of(Count.COMMITS, "workspace");

        scene.happens();
        scene.happens();
        scene.settle();

        assertEquals(4, delivered.now());
        assertEquals(4, ours.now());
        assertEquals(0, others.now());
        assertEquals(2, commits.now());
    }

    @Test
    @DisplayName("entries of which no hint told, and that the look at the heads has healed it")
    void heals() {
        ada.joins();
        scene.settle();
        Growth heals = Growth.of(Count.HEALS);
        Growth entries = Growth.of(Count.HEALED_ENTRIES);
        Growth others = Growth.of(Distribution.DELIVERY_OF_OTHERS::count);
        scene.happensUnheard();
        scene.happensUnheard();
        scene.settle();

        scene.hub.look();
        scene.settle();
        scene.hub.look();
        scene.settle();

        assertEquals(1, heals.now());
        assertEquals(2, entries.now());
        assertEquals(2, others.now());
    }

    @Test
    @DisplayName("those who read on from the journal, and by how much; never their own slowness as ours")
    void catchUps() {
        ada.joins();
        scene.settle();
        Position start = scene.shelf.extent(scene.workspace).orElseThrow().head();
        for (int i = 0; i < Scene.LIMITS.ring() + 50; i++) {
            scene.happens();
        }
        scene.settle();
        Growth pages = Growth.of(Count.CATCH_UPS);
        Growth entries = Growth.of(Count.CATCH_UP_ENTRIES);
        Growth lags = Growth.of(Distribution.CATCH_UP_LAG::count);
        Growth delivered = Growth.of(Count.DELIVERIES);
        Growth resumed = Growth.of(Count.JOINS, "resumed");
        Growth measured =
                Growth.of(() -> Distribution.DELIVERY_OF_OURS.count() + Distribution.DELIVERY_OF_OTHERS.count());
        Scene.Actor bob = scene.enters("Bob");

        bob.joins(scene.workspace, Optional.of(start));
        scene.settle();

        assertEquals(Scene.LIMITS.ring() + 50, delivered.now());
        assertEquals(Scene.LIMITS.ring() + 50, entries.now());
        assertEquals(1, pages.now());
        assertEquals(1, lags.now());
        assertEquals(1, resumed.now());
        assertEquals(0, measured.now());
    }

    @Test
    @DisplayName("the queue's limit, and a connection that took nothing for too long")
    void slowConsumer() {
        ada.joins();
        scene.settle();
        Growth full = Growth.of(Limit.QUEUE_FRAMES);
        ada.tape.slow();
        for (int i = 0; i < 20; i++) {
            scene.happens();
        }
        scene.settle();

        assertEquals(1, full.now());
        assertEquals(Scene.SETTINGS.live().queueFrames(), ada.session.outbox().depth());
        assertTrue(ada.session.outbox().bytes() > 0);
        assertTrue(ada.session.isBehind());
        ada.tape.takeAll();
        scene.settle();
        assertEquals(0, ada.session.outbox().bytes());
        assertTrue(!ada.session.isBehind());
    }

    @Test
    @DisplayName("connections, by how they ended, and the limit that ended them")
    void ends() {
        Growth silent = Growth.of(Limit.PONG_SECONDS);
        Growth ended = Growth.of(Count.CONNECTIONS_CLOSED, "no_progress");
        Growth gone = Growth.of(Count.CONNECTIONS_CLOSED, "by_client");
        Growth forced = Growth.of(Limit.GOODBYE_SECONDS);
        for (Duration step :
                new Duration[] {Scene.LIMITS.pingEvery(), Scene.LIMITS.pongWithin(), Scene.LIMITS.goodbye()}) {
            scene.clock.advance(step.plusSeconds(1));
            ada.session.beat();
        }
        scene.enters("Bob").session.gone();

        assertEquals(1, silent.now());
        assertEquals(1, ended.now());
        assertEquals(1, forced.now());
        assertEquals(1, gone.now());
    }

    @Test
    @DisplayName("clients that are sent to a snapshot, and why")
    void resets() {
        Growth reset = Growth.of(Count.RESETS, "ahead_of_history");
        Growth gaps = Growth.of(Count.JOINS, "gap");
        ada.joins(scene.workspace, Optional.of(new Position("epoch1", 99, Optional.of(UUID.randomUUID()))));
        scene.settle();

        assertEquals(1, reset.now());
        assertEquals(1, gaps.now());
    }

    @Test
    @DisplayName("what a queue has no room for, by what of it was full, and what was not worth sending any more")
    void queues() {
        AtomicLong time = new AtomicLong();
        Tape tape = new Tape();
        Outbox outbox =
                new Outbox(tape, new Serial(Runnable::run, 1), new Outbox.Bounds(4, 300, 2, 10), time::get, () -> {});
        Growth bytes = Growth.of(Limit.QUEUE_BYTES);
        Growth parcels = Growth.of(Limit.BINARY_QUEUE_FRAMES);
        Growth parcelBytes = Growth.of(Limit.BINARY_QUEUE_BYTES);
        Growth old = Growth.of(Limit.SIGNAL_LIFE_SECONDS);
        Growth relayed = Growth.of(Count.RELAYED_FRAMES);
        tape.slow();
        outbox.offer(scene.frames.pong());
        ServerFrame large = ServerFrame.madeElsewhere("x", "x".repeat(200));

        outbox.offer(large);
        outbox.offer(large);
        outbox.relay(new Parcel("room", ServerFrame.relayed(new byte[6]), false), scene.frames::pong);
        outbox.relay(new Parcel("room", ServerFrame.relayed(new byte[6]), false), scene.frames::pong);
        outbox.relay(new Parcel("other", ServerFrame.relayed(new byte[1]), false), scene.frames::pong);
        outbox.whisper("signal", scene.frames.pong(), Duration.ofSeconds(1));
        assertEquals(206 + scene.frames.pong().bytes(), outbox.bytes());
        time.addAndGet(Duration.ofSeconds(2).toNanos());
        tape.takeAll();

        assertEquals(1, bytes.now());
        assertEquals(1, parcelBytes.now());
        assertEquals(1, parcels.now());
        assertEquals(1, old.now());
        assertEquals(1, relayed.now());
        assertEquals(0, outbox.bytes());
    }
}
