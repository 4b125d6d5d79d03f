package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.journal.StreamId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a bus between nodes promises beside what every bus does, whatever carries it; played with real threads, and with
 * the real messenger.
 */
abstract class BetweenNodesContract extends BusContract {
    static final String SECRET = "a secret that all nodes share, 0123456789";

    private final StreamId stream = StreamId.workspace(UUID.randomUUID());
    private final StreamId other = StreamId.inbox(new dev.tutti.base.identity.UserId(UUID.randomUUID()));
    private final List<NetworkBus> buses = new ArrayList<>();
    Node ada;
    Node bob;

    /** @return a new way to the messenger, over the line that the test cuts */
    abstract Line.Messenger messenger();

    /** Somebody who has access to the messenger says something there. */
    abstract void forge(String channel, byte[] message) throws Exception;

    /** @return how long a message the messenger takes at all */
    abstract int longest();

    /** The line breaks, and both ends know. */
    abstract void cut();

    /** The line breaks, and none of the ends knows. */
    abstract void freeze();

    /** Nobody is there to be reached. */
    abstract void goAway();

    abstract void mend();

    /** A node, and what it hears. */
    final class Node implements Ear {
        final NodeId id = NodeId.random();
        final NetworkBus bus;
        final BlockingQueue<Said> heard = new LinkedBlockingQueue<>();
        final BlockingQueue<StreamId> begun = new LinkedBlockingQueue<>();
        final BlockingQueue<StreamId> missed = new LinkedBlockingQueue<>();

        Node(String secret) {
            bus = open(id, secret);
            for (Topic topic : Topic.values()) {
                bus.listen(topic, new OneEar(topic, this));
            }
        }

        @Override
        public void hear(StreamId about, NodeId from, byte[] said) {
            throw new AssertionError("by topic");
        }

        Node follows(StreamId... streams) {
            for (StreamId one : streams) {
                bus.follow(one);
                awaitBegin(one);
            }
            return this;
        }

        void awaitBegin(StreamId one) {
            awaitBegin(one, SOON);
        }

        void awaitBegin(StreamId one, Duration patience) {
            assertEquals(Optional.of(one), next(begun, patience), "begin");
        }

        StreamId begins() {
            return next(begun, SOON).orElseThrow();
        }

        void says(String text) {
            bus.say(stream, Topic.WHISPER, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        String hears() {
            return next(heard, SOON)
                    .map(said -> new String(said.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .orElse("nothing");
        }

        void hearsNothing() {
            assertEquals(Optional.empty(), next(heard, MOMENT));
        }

        void awaitState(Bus.State wanted, Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            while (bus.state() != wanted) {
                assertTrue(System.nanoTime() < end, () -> "not " + wanted + " after " + patience);
                Thread.onSpinWait();
            }
        }
    }

    record Said(Topic topic, StreamId stream, NodeId from, byte[] body) {}

    private record OneEar(Topic topic, Node node) implements Ear {
        @Override
        public void hear(StreamId about, NodeId from, byte[] said) {
            node.heard.add(new Said(topic, about, from, said));
        }

        @Override
        public void begin(StreamId about) {
            if (topic == Topic.HINT) {
                node.begun.add(about);
            }
        }

        @Override
        public void missed(StreamId about, NodeId from) {
            if (topic == Topic.HINT) {
                node.missed.add(about);
            }
        }
    }

    private static <T> Optional<T> next(BlockingQueue<T> queue, Duration patience) {
        try {
            return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    final Bus open() {
        return open(NodeId.random(), SECRET);
    }

    private NetworkBus open(NodeId id, String secret) {
        Seal seal = new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", secret).tokens());
        NetworkBus bus = new NetworkBus(id, seal, messenger(), work -> {
            Thread thread = new Thread(work, "bus");
            thread.setDaemon(true);
            return thread;
        });
        buses.add(bus);
        return bus;
    }

    @BeforeEach
    void connect() {
        ada = new Node(SECRET);
        bob = new Node(SECRET);
    }

    @AfterEach
    void close() {
        mend();
        buses.forEach(NetworkBus::close);
    }

    @Test
    @DisplayName("tells the other nodes what one says, in order, and never the one that says it")
    void tells() {
        ada.follows(stream);
        bob.follows(stream);
        bob.bus.hint(stream, 7);
        Said hint = next(ada.heard, SOON).orElseThrow();
        assertEquals(Topic.HINT, hint.topic());
        assertEquals(stream, hint.stream());
        assertEquals(bob.id, hint.from());
        assertEquals(7, ByteBuffer.wrap(hint.body()).getLong());

        IntStream.range(0, 300).forEach(i -> bob.says("word " + i));
        IntStream.range(0, 300).forEach(i -> assertEquals("word " + i, ada.hears()));
        bob.hearsNothing();
        assertEquals(Optional.empty(), next(ada.missed, Duration.ZERO));
    }

    @Test
    @DisplayName("tells a node only of what it follows, and no more of what it follows no more")
    void onlyWhatIsFollowed() {
        ada.follows(other);
        bob.says("not for Ada");
        bob.bus.hint(stream, 1);
        ada.hearsNothing();

        ada.follows(stream);
        bob.says("for Ada");
        assertEquals("for Ada", ada.hears());
        ada.bus.forget(stream);
        ada.follows(StreamId.workspace(UUID.randomUUID()));
        bob.says("not any more");
        ada.hearsNothing();
    }

    @Test
    @DisplayName("carries what is long whole")
    void longOnes() {
        ada.follows(stream);
        byte[] body = new byte[300_000];
        new Random(1).nextBytes(body);
        bob.bus.say(stream, Topic.RELAY, body);
        bob.bus.say(stream, Topic.RELAY, new byte[0]);
        assertArrayEquals(body, next(ada.heard, SOON).orElseThrow().body());
        assertEquals(0, next(ada.heard, SOON).orElseThrow().body().length);
        assertThrows(
                IllegalArgumentException.class, () -> bob.bus.say(stream, Topic.RELAY, new byte[Bus.MOST_BYTES + 1]));
    }

    @Test
    @DisplayName("of many hints passes on one that is as good as all")
    void hintsFold() {
        ada.follows(stream);
        for (long seq = 1; seq <= 5_000; seq++) {
            bob.bus.hint(stream, seq);
        }
        long last = 0;
        int count = 0;
        while (last < 5_000) {
            last = ByteBuffer.wrap(next(ada.heard, SOON).orElseThrow().body()).getLong();
            count++;
        }
        assertTrue(count < 5_000, () -> "as many as there were");
    }

    @Test
    @DisplayName(
            "G3: after a cut comes back by itself, follows what it followed, and says that something may have been missed")
    void cutOff() {
        ada.follows(stream);
        bob.follows(stream);
        for (int round = 0; round < 3; round++) {
            cut();
            ada.awaitBegin(stream);
            bob.awaitBegin(stream);
            bob.says("again " + round);
            assertEquals("again " + round, ada.hears());
        }
    }

    @Test
    @DisplayName(
            "G4: a link that is dead at one end is noticed within ten seconds, nobody waits for it, and it is mended")
    void halfOpen() {
        ada.follows(stream);
        bob.follows(stream);
        ada.awaitState(Bus.State.UP, SOON);
        freeze();
        long begin = System.nanoTime();
        IntStream.range(0, 2 * Outgoing.MOST).forEach(i -> ada.says("into the void"));
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 2, "saying waited");
        ada.awaitState(Bus.State.DEGRADED, Duration.ofSeconds(10));
        bob.awaitState(Bus.State.DEGRADED, Duration.ofSeconds(10));

        mend();
        cut();
        ada.awaitBegin(stream);
        bob.awaitBegin(stream);
        bob.says("here again");
        assertEquals("here again", ada.hears());
    }

    @Test
    @DisplayName("G5: nothing is heard that is foreign, forged, old, doubled or far too long, and it harms nothing")
    void foreign() throws Exception {
        ada.follows(stream);
        String channel = Channels.of(stream);
        byte[] body = "forged".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Packet packet = new Packet(NodeId.random(), 5, 1, Topic.WHISPER, stream, 0, 1, body);
        Seal ours = new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET).tokens());
        Seal foreign =
                new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET + "?").tokens());

        forge(channel, "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        forge(channel, new byte[] {1});
        forge(channel, packet.bytes());
        forge(channel, foreign.seal(packet.bytes()));
        forge(channel, ours.seal(new byte[] {1, 2, 3}));
        forge(channel, ours.seal(new byte[] {9, 2, 3}));
        forge(channel, new byte[Math.min(longest(), 10 * 1_048_576)]);
        ada.hearsNothing();

        forge(channel, ours.seal(packet.bytes()));
        assertEquals("forged", ada.hears());
        forge(channel, ours.seal(packet.bytes()));
        forge(channel, ours.seal(new Packet(packet.from(), 4, 2, Topic.WHISPER, stream, 0, 1, body).bytes()));
        forge(channel, ours.seal(new Packet(packet.from(), 6, 2, Topic.WHISPER, other, 0, 1, body).bytes()));
        forge(channel, ours.seal(new Packet(ada.id, 7, 2, Topic.WHISPER, stream, 0, 1, body).bytes()));
        ada.hearsNothing();
        bob.says("well");
        assertEquals("well", ada.hears());
    }

    @Test
    @DisplayName("tells of a message that was missed, by those that follow it")
    void missed() throws Exception {
        ada.follows(stream);
        Seal ours = new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", SECRET).tokens());
        NodeId node = NodeId.random();
        for (long turn : new long[] {3, 4, 6}) {
            forge(
                    Channels.of(stream),
                    ours.seal(new Packet(node, turn, turn, Topic.WHISPER, stream, 0, 1, new byte[] {'x'}).bytes()));
            assertEquals("x", ada.hears());
        }
        assertEquals(Optional.of(stream), next(ada.missed, SOON));
        assertEquals(Optional.empty(), next(ada.missed, Duration.ZERO));
    }

    @Test
    @DisplayName("G1, G2: where nobody is there it is degraded and nobody waits; it works as soon as somebody is")
    void absent() {
        goAway();
        Node late = new Node(SECRET);
        late.bus.follow(stream);
        late.bus.hint(other, 1);
        assertEquals(Optional.empty(), next(late.begun, MOMENT));
        assertEquals(Bus.State.DEGRADED, late.bus.state());
        mend();
        late.awaitBegin(stream);
        late.awaitState(Bus.State.UP, SOON);
        ada.follows(stream);
        late.says("late");
        assertEquals("late", ada.hears());
    }
}
