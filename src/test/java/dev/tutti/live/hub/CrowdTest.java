package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tutti.journal.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A crowd")
class CrowdTest {
    @Test
    @DisplayName("F7: of two thousand hears a burst of which no hint told by one reading, and each frame is made once")
    void burst() {
        Scene scene = new Scene();
        List<Scene.Actor> crowd =
                Stream.generate(() -> scene.enters("Somebody")).limit(2_000).toList();
        crowd.forEach(Scene.Actor::joins);
        scene.settle();
        for (int i = 0; i < 100; i++) {
            scene.happensUnheard();
        }
        int before = scene.shelf.reads();
        scene.hub.look();
        scene.settle();

        assertEquals(1, scene.shelf.reads() - before, "pages read");
        List<Long> all = LongStream.rangeClosed(1, 100).boxed().toList();
        assertEquals(all, crowd.get(0).tape.seqs());
        assertEquals(all, crowd.get(1_999).tape.seqs());
        // The first is the reply.
        for (int i = 1; i <= 100; i++) {
            assertSame(crowd.get(0).tape.sent(i), crowd.get(1_999).tape.sent(i));
        }
    }

    /** How many pages are read at the same time, whatever is asked for, {@link ThreadsTest} says. */
    @Test
    @DisplayName("F10: of a thousand that comes back from far behind does not delay those who are there, nor who joins")
    void comesBack() {
        Later reading = new Later();
        Scene scene = new Scene(reading);
        Scene.Actor present = scene.enters("Present");
        present.joins();
        for (int i = 0; i < 1_200; i++) {
            scene.happens();
        }
        scene.settle();
        List<Scene.Actor> crowd = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Scene.Actor actor = scene.enters("Somebody");
            actor.joins(scene.workspace, Optional.of(new Position("epoch1", 0, Optional.empty())));
            crowd.add(actor);
        }
        scene.settle();
        scene.happens();
        scene.settle();

        assertEquals(1_201L, present.tape.seqs().get(1_200), "heard while nobody's page has been read");
        assertEquals(1_000, reading.size(), "one page asked for by each at a time");
        Scene.Actor newcomer = scene.enters("Newcomer");
        newcomer.joins();
        scene.settle();
        assertEquals(List.of("reply"), newcomer.tape.types(), "joined while nobody's page has been read");
        assertEquals(1_000, reading.size(), "pages still to be read");
        reading.runAll(scene::settle);
        crowd.forEach(actor -> actor.tape.takeAll());
        scene.settle();
        reading.runAll(scene::settle);
        List<Long> all = LongStream.rangeClosed(1, 1_201).boxed().toList();
        assertEquals(all, crowd.get(0).tape.seqs());
        assertEquals(all, crowd.get(999).tape.seqs());
    }
}
