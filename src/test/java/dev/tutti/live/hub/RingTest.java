package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.Frames;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A journal's recent entries")
class RingTest {
    private static final UUID ID = new UUID(1, 2);
    private static final Frames FRAMES = new Frames(Clock.systemUTC());

    private final Ring ring = new Ring(3);

    @Test
    @DisplayName("are found by their numbers, as many of them as there may be")
    void bounded() {
        LongStream.rangeClosed(41, 45).forEach(seq -> ring.add(told(seq, 10)));

        assertEquals(List.of(43L, 44L, 45L), found());
    }

    @Test
    @DisplayName("weigh no more than they may, though that leave none")
    void heavy() {
        ring.add(told(41, 10));
        ring.add(told(42, 600_000));
        ring.add(told(43, 600_000));
        assertEquals(List.of(43L), found());

        ring.add(told(44, 1_100_000));
        assertEquals(List.of(), found());

        ring.add(told(45, 10));
        assertEquals(List.of(45L), found());
    }

    @Test
    @DisplayName("are none where the history is another one")
    void cleared() {
        ring.add(told(41, 10));
        ring.clear();
        assertEquals(List.of(), found());

        ring.add(told(7, 10));
        assertEquals(Optional.of(7L), ring.get(7).map(told -> told.entry().seq()));
    }

    private List<Long> found() {
        return LongStream.rangeClosed(30, 50)
                .boxed()
                .flatMap(seq -> ring.get(seq).stream())
                .map(told -> told.entry().seq())
                .toList();
    }

    private static Feed.Told told(long seq, int bytes) {
        Entry entry = new Entry(
                StreamId.workspace(ID),
                new Position("e1", seq, Optional.of(ID)),
                new Entry.Happening("task:created", "{\"title\":\"" + "x".repeat(bytes) + "\"}", Optional.empty()),
                new Author(new UserId(ID), "Ann", new Echo(Optional.empty(), Optional.empty())),
                Instant.EPOCH);
        return new Feed.Told(entry, FRAMES.event(entry));
    }
}
