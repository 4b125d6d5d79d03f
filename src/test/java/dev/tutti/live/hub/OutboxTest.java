package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Outbox")
class OutboxTest {
    private static final Outbox.Bounds BOUNDS = new Outbox.Bounds(4, 1_000, 4, 100);

    private final Frames frames = new Frames(new ManualClock());
    private final Tape tape = new Tape();
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger broken = new AtomicInteger();
    private final Outbox outbox = new Outbox(tape, lane(Runnable::run), BOUNDS, nanoTime::get, broken::incrementAndGet);

    @Test
    @DisplayName("sends one frame at a time, in order")
    void oneInFlight() {
        tape.slow();
        outbox.offer(frames.pong());
        outbox.offer(frames.shutdown(Duration.ZERO));
        assertEquals(List.of("pong"), tape.types());

        tape.take();

        assertEquals(List.of("pong", "shutdown"), tape.types());
    }

    @Test
    @DisplayName(
            "sends together, in order, what is due when its turn comes, and what became due while that was on its way")
    void gathers() {
        Later thread = new Later();
        Outbox shared = new Outbox(tape.gathering(), lane(thread), BOUNDS, nanoTime::get, broken::incrementAndGet);
        tape.slow();
        shared.offer(frames.pong());
        shared.whisper("typing", frames.expiring(Instant.EPOCH));
        shared.offer(frames.shutdown(Duration.ZERO));
        assertEquals(List.of(), tape.types());

        thread.runAll();
        assertEquals(List.of("pong", "shutdown", "auth:expiring"), tape.types());
        assertEquals(0, shared.depth());

        shared.offer(frames.shutdown(Duration.ZERO));
        shared.relay(new Parcel("room", ServerFrame.relayed(new byte[] {1}), false), frames::pong);
        shared.relay(new Parcel("room", ServerFrame.relayed(new byte[] {2}), false), frames::pong);
        shared.offer(frames.pong());
        thread.runAll();
        tape.takeAll();
        thread.runAll();

        assertEquals(List.of(3, 2, 2), tape.together());
        assertEquals(List.of("shutdown", "pong"), tape.types().subList(3, 5));
        assertEquals(List.of(1, 2), relayed());
    }

    @Test
    @DisplayName(
            "sends no more together than 16 KiB, but one frame of any size, and nothing ephemeral before what is due")
    void gathersSoMuch() {
        Later thread = new Later();
        Outbox large = new Outbox(
                tape.gathering(),
                lane(thread),
                new Outbox.Bounds(50, 100_000, 1, 1),
                nanoTime::get,
                broken::incrementAndGet);
        for (int length : List.of(6_000, 6_000, 6_000, 20_000, 1, 1)) {
            large.offer(ServerFrame.madeElsewhere("x", "x".repeat(length)));
        }
        large.whisper("typing", frames.pong());
        thread.runAll();

        assertEquals(List.of(2, 1, 1, 3), tape.together());
    }

    @Test
    @DisplayName("ends in its lane when a send of several fails, and says so once")
    void breaksTogether() {
        Later thread = new Later();
        Wire failing = new InlineWire() {
            @Override
            public boolean joins(ServerFrame frame, ServerFrame next) {
                return true;
            }

            @Override
            public void send(ServerFrame frame, Consumer<Boolean> done) {
                throw new AssertionError("There are two");
            }

            @Override
            public void send(List<ServerFrame> together, Consumer<Boolean> done) {
                done.accept(false);
            }
        };
        Outbox doomed = new Outbox(failing, lane(thread), BOUNDS, nanoTime::get, broken::incrementAndGet);
        doomed.offer(frames.pong());
        doomed.offer(frames.pong());
        thread.runAll();

        assertEquals(1, broken.get());
        assertFalse(doomed.offer(frames.pong()));
    }

    @Test
    @DisplayName("turns down what exceeds its frames, and calls back when half of them have gone")
    void boundedInFrames() {
        AtomicInteger calls = new AtomicInteger();
        tape.slow();
        outbox.offer(frames.pong());
        for (int i = 0; i < BOUNDS.frames(); i++) {
            assertTrue(outbox.offer(frames.pong()));
        }
        assertFalse(outbox.offer(frames.pong()));
        outbox.whenDrained(calls::incrementAndGet);

        tape.take();
        assertEquals(0, calls.get());
        tape.take();
        assertEquals(1, calls.get());
        tape.takeAll();
        assertEquals(1, calls.get(), "it calls back once");
    }

    @Test
    @DisplayName("turns down what exceeds its bytes, but takes one frame of any size when it is empty")
    void boundedInBytes() {
        tape.slow();
        ServerFrame large = ServerFrame.madeElsewhere("x", "x".repeat(10_000));
        outbox.offer(frames.pong());

        assertTrue(outbox.offer(large));
        assertFalse(outbox.offer(frames.pong()));
    }

    @Test
    @DisplayName("takes answers beyond its bound, but not without end")
    void answersHaveAReserve() {
        tape.slow();
        outbox.say(frames.pong());
        for (int i = 0; i < 2 * BOUNDS.frames(); i++) {
            assertTrue(outbox.say(frames.pong()));
        }
        assertFalse(outbox.say(frames.pong()));
    }

    @Test
    @DisplayName("drains a wire that is done before the send returns without using up the stack")
    void doesNotRecurse() {
        Outbox[] chain = new Outbox[1];
        AtomicInteger sent = new AtomicInteger();
        Wire inline = new InlineWire() {
            @Override
            public void send(ServerFrame frame, Consumer<Boolean> done) {
                if (sent.incrementAndGet() < 200_000) {
                    chain[0].say(frame);
                }
                done.accept(true);
            }
        };
        chain[0] = new Outbox(inline, lane(Runnable::run), BOUNDS, nanoTime::get, broken::incrementAndGet);

        chain[0].say(frames.pong());

        assertEquals(200_000, sent.get());
    }

    @Test
    @DisplayName("keeps one frame in flight and loses none when many threads offer and the wire answers from others")
    void manyThreads() throws Exception {
        int total = 20_000;
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger mostInFlight = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(total);
        ExecutorService container = Executors.newFixedThreadPool(3);
        Wire asynchronous = new InlineWire() {
            @Override
            public void send(ServerFrame frame, Consumer<Boolean> done) {
                mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                Runnable completion = () -> {
                    inFlight.decrementAndGet();
                    done.accept(true);
                    all.countDown();
                };
                if (sent.incrementAndGet() % 3 == 0) {
                    completion.run();
                } else {
                    container.execute(completion);
                }
            }
        };
        Outbox shared = new Outbox(
                asynchronous,
                lane(Runnable::run),
                new Outbox.Bounds(total, Integer.MAX_VALUE, 1, 1),
                System::nanoTime,
                () -> {});
        ExecutorService writers = Executors.newFixedThreadPool(4);
        for (int i = 0; i < total; i++) {
            writers.execute(() -> shared.offer(frames.pong()));
        }

        assertTrue(all.await(60, TimeUnit.SECONDS), sent.get() + " of " + total + " were sent");
        assertEquals(1, mostInFlight.get());
        writers.shutdown();
        container.shutdown();
    }

    @Test
    @DisplayName("sends the newest ephemeral frame of each key, once nothing durable is due")
    void coalesces() {
        tape.slow();
        outbox.offer(frames.pong());
        outbox.whisper("typing:1", frames.shutdown(Duration.ofMillis(1)));
        outbox.whisper("typing:1", frames.shutdown(Duration.ofMillis(2)));
        outbox.whisper("typing:2", frames.shutdown(Duration.ofMillis(3)));
        outbox.offer(frames.pong());
        tape.takeAll();

        assertEquals(List.of("pong", "pong", "shutdown", "shutdown"), tape.types());
        assertEquals(2, tape.frames().get(2).getJsonObject("payload").getInt("reconnectAfterMs"));
    }

    @Test
    @DisplayName("sends no ephemeral frame that has waited for longer than it is worth, and has room for so many only")
    void expires() {
        tape.slow();
        outbox.offer(frames.pong());
        assertTrue(outbox.whisper("a", frames.shutdown(Duration.ofMillis(1)), Duration.ofSeconds(6)));
        nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
        for (String key : List.of("b", "c", "d")) {
            assertTrue(outbox.whisper(key, frames.shutdown(Duration.ofMillis(2)), Duration.ofSeconds(6)));
        }
        assertFalse(outbox.whisper("e", frames.pong(), Duration.ofSeconds(6)));
        assertTrue(outbox.whisper("d", frames.shutdown(Duration.ofMillis(3)), Duration.ofSeconds(6)));
        nanoTime.addAndGet(Duration.ofSeconds(3).toNanos());
        tape.takeAll();

        assertEquals(List.of("pong", "shutdown", "shutdown", "shutdown"), tape.types());
        assertEquals(2, tape.frames().get(1).getJsonObject("payload").getInt("reconnectAfterMs"));
        assertEquals(3, tape.last().getJsonObject("payload").getInt("reconnectAfterMs"));
    }

    @Test
    @DisplayName("bounds ephemeral frames by their bytes too")
    void ephemeralBytes() {
        tape.slow();
        outbox.offer(frames.pong());
        ServerFrame large = ServerFrame.madeElsewhere("x", "x".repeat(600));
        outbox.whisper("a", large);
        assertFalse(outbox.whisper("b", large, Duration.ofSeconds(6)));
        outbox.purge("a");
        assertTrue(outbox.whisper("b", large, Duration.ofSeconds(6)));
    }

    @Test
    @DisplayName("sends the whole where a change waits that was not taken, and always has room for it")
    void updates() {
        tape.slow();
        outbox.offer(frames.pong());
        for (String key : List.of("a", "b", "c", "d")) {
            outbox.whisper(key, frames.pong());
        }
        outbox.update("presence", frames.shutdown(Duration.ofMillis(1)), () -> frames.shutdown(Duration.ofMillis(10)));
        outbox.update("presence", frames.shutdown(Duration.ofMillis(2)), () -> frames.shutdown(Duration.ofMillis(20)));
        tape.takeAll();
        outbox.update("presence", frames.shutdown(Duration.ofMillis(3)), () -> frames.shutdown(Duration.ofMillis(30)));

        List<Integer> heard = tape.frames().stream()
                .filter(frame -> frame.getString("type").equals("shutdown"))
                .map(frame -> frame.getJsonObject("payload").getInt("reconnectAfterMs"))
                .toList();
        assertEquals(List.of(20, 3), heard);
    }

    @Test
    @DisplayName("sends relayed bytes in order, behind everything else that is due")
    void relays() {
        tape.slow();
        outbox.offer(frames.pong());
        outbox.relay(new Parcel("room", ServerFrame.relayed(new byte[] {1}), false), frames::pong);
        outbox.relay(new Parcel("room", ServerFrame.relayed(new byte[] {2}), false), frames::pong);
        outbox.offer(frames.shutdown(Duration.ZERO));
        outbox.whisper("typing", frames.shutdown(Duration.ZERO));
        tape.takeAll();

        assertEquals(List.of("pong", "shutdown", "shutdown"), tape.types());
        assertEquals(List.of(1, 2), relayed());
        assertEquals(3, tape.relayed().get(0).after());
    }

    @Test
    @DisplayName("tells where relayed bytes are missing, once for each gap, and goes on behind it")
    void gaps() {
        tape.slow();
        outbox.offer(frames.pong());
        for (byte i = 1; i <= 9; i++) {
            outbox.relay(
                    new Parcel("room", ServerFrame.relayed(new byte[] {i}), false),
                    () -> frames.shutdown(Duration.ZERO));
        }
        for (int i = 0; i < 5; i++) {
            tape.take();
        }
        outbox.relay(
                new Parcel("room", ServerFrame.relayed(new byte[] {10}), false), () -> frames.shutdown(Duration.ZERO));
        assertEquals(List.of("pong", "shutdown"), tape.types());
        tape.takeAll();
        outbox.relay(
                new Parcel("room", ServerFrame.relayed(new byte[] {11}), false), () -> frames.shutdown(Duration.ZERO));

        assertEquals(List.of("pong", "shutdown"), tape.types());
        assertEquals(List.of(1, 2, 3, 4, 10, 11), relayed());
        assertEquals(
                List.of(1, 1, 1, 1, 2, 2),
                tape.relayed().stream().map(Tape.Relayed::after).toList());
    }

    @Test
    @DisplayName("bounds relayed bytes by their number, and by room, so that a gap in one is none in another")
    void gapsByRoom() {
        tape.slow();
        outbox.offer(frames.pong());
        outbox.relay(
                new Parcel("a", ServerFrame.relayed(new byte[60]), false), () -> frames.shutdown(Duration.ofMillis(1)));
        outbox.relay(
                new Parcel("a", ServerFrame.relayed(new byte[60]), false), () -> frames.shutdown(Duration.ofMillis(1)));
        outbox.relay(
                new Parcel("b", ServerFrame.relayed(new byte[20]), false), () -> frames.shutdown(Duration.ofMillis(2)));
        tape.takeAll();

        assertEquals(List.of("pong", "shutdown"), tape.types());
        assertEquals(2, tape.relayed().size());
        outbox.relay(
                new Parcel("a", ServerFrame.relayed(new byte[1_000]), false),
                () -> frames.shutdown(Duration.ofMillis(1)));
        assertEquals(3, tape.relayed().size(), "one of any size when nothing else waits");
    }

    @Test
    @DisplayName("forgets relayed bytes that are purged, and their gaps")
    void purgesRelayed() {
        tape.slow();
        outbox.offer(frames.pong());
        for (int i = 0; i < 9; i++) {
            outbox.relay(new Parcel("a", ServerFrame.relayed(new byte[] {1}), false), frames::pong);
        }
        outbox.purge("a");
        outbox.relay(new Parcel("a", ServerFrame.relayed(new byte[] {2}), false), frames::pong);
        outbox.miss("b", () -> frames.shutdown(Duration.ZERO));
        outbox.miss("b", () -> frames.shutdown(Duration.ZERO));
        tape.takeAll();

        assertEquals(List.of("pong", "shutdown"), tape.types());
        assertEquals(List.of(2), relayed());
    }

    private List<Integer> relayed() {
        return tape.relayed().stream().map(it -> (int) it.bytes()[0]).toList();
    }

    @Test
    @DisplayName("forgets the ephemeral frames that are purged")
    void purges() {
        tape.slow();
        outbox.offer(frames.pong());
        outbox.whisper("workspace:1typing", frames.pong());
        outbox.whisper("workspace:2typing", frames.shutdown(Duration.ZERO));
        outbox.purge("workspace:1");
        tape.takeAll();

        assertEquals(List.of("pong", "shutdown"), tape.types());
    }

    @Test
    @DisplayName("finishes with what is queued, takes nothing more, and then calls back")
    void finishes() {
        AtomicInteger finished = new AtomicInteger();
        tape.slow();
        outbox.offer(frames.pong());
        outbox.offer(frames.pong());
        outbox.finish(finished::incrementAndGet);
        assertFalse(outbox.offer(frames.pong()));
        assertEquals(0, finished.get());

        tape.takeAll();

        assertEquals(List.of("pong", "pong"), tape.types());
        assertEquals(1, finished.get());
    }

    @Test
    @DisplayName("tells for how long a frame has been in flight")
    void stalls() {
        tape.slow();
        assertEquals(0, outbox.stalledFor());
        outbox.offer(frames.pong());
        nanoTime.addAndGet(7);
        assertEquals(7, outbox.stalledFor());
        tape.take();
        assertEquals(0, outbox.stalledFor());
    }

    @Test
    @DisplayName("a send that fails ends it")
    void breaks() {
        Wire failing = new InlineWire() {
            @Override
            public void send(ServerFrame frame, Consumer<Boolean> done) {
                done.accept(false);
            }
        };
        Outbox doomed = new Outbox(failing, lane(Runnable::run), BOUNDS, nanoTime::get, broken::incrementAndGet);

        doomed.offer(frames.pong());

        assertEquals(1, broken.get());
        assertFalse(doomed.offer(frames.pong()));
    }

    /** A wire of which only the sending matters. */
    private abstract static class InlineWire implements Wire {
        @Override
        public void ping() {}

        @Override
        public void close(CloseCode code, String reason) {}

        @Override
        public void kill() {}
    }

    private static Serial lane(Executor thread) {
        return new Serial(thread, 100);
    }
}
