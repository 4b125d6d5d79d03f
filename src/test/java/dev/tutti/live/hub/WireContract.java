package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an {@link Outbox} may rely on, whatever the transport. */
public abstract class WireContract {
    /** So many entries make a page, where the transport has pages. */
    protected static final int FRAMES = 5;

    protected final StreamId stream = StreamId.workspace(UUID.randomUUID());
    private final Shelf shelf = new Shelf();
    private final Frames frames = new Frames(new ManualClock());
    protected Wire wire;
    protected Client client;

    /** The other end of a wire. */
    public interface Client {
        /** @return the wire that leads here, by which the client has been greeted */
        Wire wire();

        /** @return the numbers of the entries that the client has heard */
        List<Long> heard();

        /** From now on the client takes nothing, as if its buffers were full. */
        void block();

        /** It takes again, what waits for it first. */
        void unblock();

        /** It is gone, and whatever is written to it fails. */
        void vanish();

        /** @return whether it was told that this is the end */
        boolean hasEnded();

        /** @return whether the connection was taken away */
        boolean wasCut();
    }

    protected abstract Client connect();

    @BeforeEach
    void begin() {
        shelf.open(stream);
        client = connect();
        wire = client.wire();
    }

    @Test
    @DisplayName("what is sent arrives in order, and each is told as taken once")
    void order() {
        List<List<Boolean>> told = Stream.generate(this::send).limit(FRAMES).toList();

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), client.heard());
        told.forEach(once -> assertEquals(List.of(true), once));
    }

    @Test
    @DisplayName("nothing is told as taken before it is, and a ping meanwhile changes nothing")
    void backpressure() {
        Stream.generate(this::send).limit(FRAMES - 1).toList();
        client.block();
        List<Boolean> told = send();
        wire.ping();
        assertEquals(List.of(), told);

        client.unblock();
        assertEquals(List.of(true), told);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), client.heard());
    }

    @Test
    @DisplayName("that nobody is there any more is told once")
    void failure() {
        Stream.generate(this::send).limit(FRAMES - 1).toList();
        client.vanish();

        assertEquals(List.of(false), send());
    }

    @Test
    @DisplayName("a loss while the client takes its time is told once, for the frame that was on its way")
    void failureInFlight() {
        Stream.generate(this::send).limit(FRAMES - 1).toList();
        client.block();
        List<Boolean> told = send();
        client.vanish();

        assertEquals(List.of(false), told);
        wire.kill();
        assertEquals(List.of(false), told);
    }

    @Test
    @DisplayName("after the close nothing arrives, and what is still sent is told once all the same")
    void close() {
        send();
        send();
        wire.close(CloseCode.GOING_AWAY, "for a test");
        assertTrue(client.hasEnded());
        assertFalse(client.wasCut());
        List<Boolean> late = send();
        wire.ping();
        wire.close(CloseCode.RESTART, "again");

        assertEquals(1, late.size());
        assertEquals(List.of(1L, 2L), client.heard());
    }

    @Test
    @DisplayName("a kill needs nobody's consent, frees the frame on its way, and can be repeated")
    void kill() {
        Stream.generate(this::send).limit(FRAMES - 1).toList();
        client.block();
        List<Boolean> told = send();
        wire.close(CloseCode.NO_PROGRESS, "for a test");
        assertFalse(client.wasCut());
        wire.kill();
        wire.kill();

        assertTrue(client.wasCut());
        assertEquals(List.of(false), told);
        client.unblock();
        assertEquals(1, send().size());
    }

    /** @return what is told of it, now or later */
    protected final List<Boolean> send() {
        List<Boolean> told = new ArrayList<>();
        wire.send(frame(), told::add);
        return told;
    }

    protected final ServerFrame frame() {
        return frames.event(shelf.commit(stream));
    }
}
