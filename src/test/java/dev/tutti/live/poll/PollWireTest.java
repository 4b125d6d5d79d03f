package dev.tutti.live.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.http.Pipe;
import dev.tutti.live.hub.Wire;
import dev.tutti.live.hub.WireContract;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.Joined;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wire of a poll")
class PollWireTest extends WireContract {
    private static final Position START = new Position("epoch1", 0, Optional.empty());

    private final Frames frames = new Frames(new ManualClock());
    private final Shelf shelf = new Shelf();

    /** A poll of the journal of this test. */
    private final class Poll implements Client {
        private final Pipe pipe = new Pipe().call();
        private final PollWire wire = new PollWire(pipe.exchange(), stream, FRAMES);

        @Override
        public Wire wire() {
            wire.follow(joined(100, Optional.empty()), Optional.of(START));
            return wire;
        }

        @Override
        public List<Long> heard() {
            return page().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                    .map(item -> item.getJsonNumber("seq").longValueExact())
                    .toList();
        }

        @Override
        public void block() {
            pipe.block();
        }

        @Override
        public void unblock() {
            pipe.unblock();
        }

        @Override
        public void vanish() {
            pipe.vanish();
        }

        @Override
        public boolean hasEnded() {
            return pipe.isCompleted();
        }

        @Override
        public boolean wasCut() {
            return pipe.wasCut();
        }

        JsonObject page() {
            return Json.createReader(new StringReader(pipe.text())).readObject();
        }

        void hears(StreamId journal) {
            wire.send(frames.event(shelf.commit(journal)), taken -> {});
        }
    }

    @Override
    protected Client connect() {
        return new Poll();
    }

    @Test
    @DisplayName("who names no position is told where the journal ends, at once")
    void head() {
        Poll poll = new Poll();
        assertFalse(poll.wire.follow(joined(3, Optional.empty()), Optional.empty()));

        assertEquals(3, poll.page().getInt("seq"));
        assertEquals(List.of(), poll.heard());
        assertTrue(poll.hasEnded());
    }

    @Test
    @DisplayName("who is behind hears what the journal had, who is not hears the first that comes; nothing of others")
    void complete() {
        shelf.open(stream);
        StreamId other = StreamId.workspace(UUID.randomUUID());
        shelf.open(other);
        Poll behind = new Poll();
        assertTrue(behind.wire.follow(joined(2, Optional.empty()), Optional.of(START)));
        behind.hears(stream);
        behind.hears(other);
        assertFalse(behind.hasEnded());
        behind.hears(stream);
        assertEquals(List.of(1L, 2L), behind.heard());

        Poll waiting = new Poll();
        Position now = new Position("epoch1", 2, Optional.empty());
        assertFalse(waiting.wire.follow(joined(2, Optional.empty()), Optional.of(now)));
        waiting.hears(other);
        assertFalse(waiting.hasEnded());
        Entry next = shelf.commit(stream);
        waiting.wire.send(frames.event(next), taken -> {});
        assertEquals(List.of(3L), waiting.heard());
        assertEquals(
                next.position().mark().orElseThrow().toString(), waiting.page().getString("mark"));
    }

    @Test
    @DisplayName("a page ends with the entry that makes it too large")
    void large() {
        Poll poll = new Poll();
        poll.wire.follow(joined(100, Optional.empty()), Optional.of(START));
        Entry.Happening what =
                new Entry.Happening("test:said", "{\"text\":\"" + "x".repeat(300_000) + "\"}", Optional.empty());
        shelf.open(stream);
        poll.wire.send(frames.event(shelf.commit(stream, Shelf.SOMEBODY, what)), taken -> {});

        assertEquals(List.of(1L), poll.heard());
    }

    @Test
    @DisplayName("who cannot go on is told why; who is shut out has what came before; who signed out has nothing")
    void ends() {
        shelf.open(stream);
        Poll lost = new Poll();
        lost.wire.follow(joined(2, Optional.of(Gap.TOO_OLD)), Optional.of(START));
        assertEquals(410, lost.pipe.status());
        assertEquals("too_old", lost.page().getString("reason"));

        Poll removed = new Poll();
        removed.wire.follow(joined(9, Optional.empty()), Optional.of(START));
        removed.hears(stream);
        removed.wire.send(frames.accessRevoked(stream), taken -> {});
        assertEquals(List.of(1L), removed.heard());

        Poll signedOut = new Poll();
        signedOut.wire.follow(joined(9, Optional.empty()), Optional.of(START));
        signedOut.hears(stream);
        signedOut.wire.close(CloseCode.SIGNED_OUT, "signed out");
        assertEquals(401, signedOut.pipe.status());
    }

    @Test
    @DisplayName("a server that stops asks who has nothing yet to come back, and gives the others what they have")
    void stops() {
        shelf.open(stream);
        Poll empty = new Poll();
        empty.wire.follow(joined(9, Optional.empty()), Optional.of(START));
        empty.wire.close(CloseCode.RESTART, "restart");
        assertEquals(503, empty.pipe.status());
        assertTrue(empty.pipe.headers().get("Retry-After").matches("[1-9]"));

        Poll some = new Poll();
        some.wire.follow(joined(9, Optional.empty()), Optional.of(START));
        some.hears(stream);
        some.wire.close(CloseCode.RESTART, "restart");
        assertEquals(200, some.pipe.status());
        assertEquals(List.of(1L), some.heard());
    }

    private Joined joined(long head, Optional<Gap> gap) {
        return new Joined(stream, new Position("epoch1", head, Optional.empty()), gap.isEmpty(), gap, 1);
    }
}
