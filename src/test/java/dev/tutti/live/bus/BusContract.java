package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.journal.StreamId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every bus promises, also that of a node which is alone. */
abstract class BusContract {
    static final Duration SOON = Duration.ofSeconds(8);
    static final Duration MOMENT = Duration.ofMillis(300);

    private static final byte[] WORD = {'x'};
    private static final int MANY = 2 * Outgoing.MOST;

    /** @return the bus of one more node */
    abstract Bus open();

    @Test
    @DisplayName("tells a node nothing of what it says itself")
    void neverItself() throws InterruptedException {
        StreamId own = StreamId.workspace(UUID.randomUUID());
        Bus bus = open();
        BlockingQueue<Topic> heard = listenTo(bus);
        bus.follow(own);
        awaitNotDegraded(bus);

        bus.hint(own, 1);
        for (Topic topic : Topic.values()) {
            bus.say(own, topic, WORD);
        }

        assertEquals(null, heard.poll(MOMENT.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    @DisplayName(
            "nothing that is asked of it waits, or does harm: in any order, again, too late, with nobody listening")
    void anyOrder() throws InterruptedException {
        StreamId one = StreamId.workspace(UUID.randomUUID());
        StreamId another = StreamId.workspace(UUID.randomUUID());
        Bus bus = open();
        long begin = System.nanoTime();

        bus.forget(one);
        bus.say(one, Topic.WHISPER, WORD);
        bus.hint(one, 1);
        bus.follow(one);
        bus.follow(one);
        bus.listen(Topic.WHISPER, (stream, from, said) -> {});
        BlockingQueue<Topic> heard = listenTo(bus);
        for (int i = 0; i < MANY; i++) {
            bus.say(one, Topic.RELAY, WORD);
            bus.hint(another, i);
        }
        bus.follow(another);
        bus.forget(one);
        bus.forget(one);
        bus.hint(one, 2);
        bus.follow(one);
        close(bus);
        close(bus);
        bus.follow(one);
        bus.say(one, Topic.WHISPER, WORD);
        bus.hint(one, 3);
        bus.forget(another);
        bus.state();

        assertTrue(Duration.ofNanos(System.nanoTime() - begin).compareTo(SOON) < 0, "it waited");
        assertEquals(null, heard.poll(MOMENT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** As the container does it. */
    static void close(Bus bus) {
        new BusProducer().close(bus);
    }

    private static BlockingQueue<Topic> listenTo(Bus bus) {
        BlockingQueue<Topic> heard = new LinkedBlockingQueue<>();
        for (Topic topic : Topic.values()) {
            bus.listen(topic, (stream, from, said) -> heard.add(topic));
        }
        return heard;
    }

    private static void awaitNotDegraded(Bus bus) {
        long end = System.nanoTime() + SOON.toNanos();
        while (bus.state() == Bus.State.DEGRADED) {
            assertTrue(System.nanoTime() < end, "still degraded");
            Thread.onSpinWait();
        }
    }
}
