package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Joined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Joining several journals at once")
class PartyTest {
    private final Scene scene = new Scene();
    private final StreamId other = StreamId.workspace(UUID.randomUUID());
    private final List<Joined> greeted = new ArrayList<>();

    PartyTest() {
        scene.shelf.open(other);
    }

    @Test
    @DisplayName("is greeted once, in the order asked for, before the first entry of any")
    void greeting() {
        for (int seed = 0; seed < 300; seed++) {
            Scene fresh = new Scene();
            StreamId second = StreamId.workspace(UUID.randomUUID());
            fresh.shelf.open(second);
            Random random = new Random(seed);
            var ada = fresh.enters("Ada");
            var bob = fresh.enters("Bob");
            bob.joins();
            bob.joins(second);
            List<List<StreamId>> greetings = new ArrayList<>();
            fresh.hub.join(ada.session, wanted(fresh.workspace, second), joined -> {
                greetings.add(joined.stream().map(Joined::stream).toList());
                ada.session.say(fresh.frames.pong());
            });
            for (int i = 0; i < 6; i++) {
                fresh.hub.hear(fresh.shelf.commit(random.nextBoolean() ? second : fresh.workspace));
                fresh.later.runOne(random);
            }
            fresh.settle();
            fresh.hub.look();
            fresh.settle();

            assertEquals(List.of(List.of(fresh.workspace, second)), greetings);
            assertEquals("pong", ada.tape.types().get(0));
            assertEquals(6, ada.tape.seqs().size(), "seed " + seed);
        }
    }

    @Test
    @DisplayName("goes on in each from its own position, and where it cannot, in the others all the same")
    void positions() {
        Entry first = scene.shelf.commit(scene.workspace);
        scene.shelf.commit(scene.workspace);
        scene.shelf.commit(other);
        var ada = scene.enters("Ada");
        Map<StreamId, Optional<Position>> wanted = wanted(scene.workspace, other);
        wanted.put(scene.workspace, Optional.of(first.position()));
        wanted.put(other, Optional.of(new Position("another", 1, Optional.empty())));
        scene.hub.join(ada.session, wanted, greeted::addAll);
        scene.settle();
        scene.hub.hear(scene.shelf.commit(other));
        scene.happens();
        scene.settle();

        assertTrue(greeted.get(0).recovered());
        assertEquals(Optional.of(Gap.EPOCH_CHANGED), greeted.get(1).gap());
        assertEquals(List.of(2L, 3L), ada.tape.seqs());
    }

    @Test
    @DisplayName("fails as a whole where one of them is not the caller's")
    void stranger() {
        var ada = scene.enters("Ada");
        StreamId unknown = StreamId.workspace(UUID.randomUUID());

        assertThrows(
                Problem.NotFound.class,
                () -> scene.hub.join(ada.session, wanted(scene.workspace, unknown), greeted::addAll));
        scene.happens();
        scene.settle();
        assertEquals(List.of(), greeted);
        assertEquals(List.of(), ada.tape.types());
        ada.session.gone();
        scene.settle();
        assertFalse(scene.hub.hasFeed(scene.workspace));
    }

    @Test
    @DisplayName("sends its client away when a journal is replaced before the greeting")
    void replacedMeanwhile() {
        scene.enters("Bob").joins();
        scene.settle();
        var ada = scene.enters("Ada");
        // The second of them is never there, as if its feed had much to do.
        Hub.Host party = new Party(List.of(scene.workspace, other), greeted::addAll);
        scene.hub.join(ada.session, scene.workspace, Optional.empty(), party);
        scene.settle();
        scene.shelf.replace(scene.workspace);
        scene.hub.look();
        scene.settle();

        assertEquals(List.of(), greeted);
        assertEquals(Optional.of(CloseCode.RESTART), ada.tape.closed);
    }

    private static Map<StreamId, Optional<Position>> wanted(StreamId... streams) {
        Map<StreamId, Optional<Position>> wanted = new LinkedHashMap<>();
        for (StreamId stream : streams) {
            wanted.put(stream, Optional.empty());
        }
        return wanted;
    }
}
