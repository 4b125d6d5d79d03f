package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.database.StandbyPair;
import dev.tutti.base.database.Tries;
import dev.tutti.base.log.LogLines;
import dev.tutti.journal.Entry;
import dev.tutti.journal.History;
import dev.tutti.journal.Journals;
import dev.tutti.journal.Position;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A PostgreSQL whose asynchronous standby takes its place")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LostTailTest {
    @TempDir
    private Path prepared;

    @TempDir
    private Path directory;

    private final StreamId idle = StreamId.workspace(UUID.randomUUID());
    private final StreamId busy = StreamId.workspace(UUID.randomUUID());
    private final StreamId elsewhere = StreamId.workspace(UUID.randomUUID());
    private StandbyPair pair;
    private ScratchDatabase database;
    private Scene scene;

    @BeforeEach
    void start() {
        pair = new StandbyPair(StandbyPair.prepare(prepared), directory, StandbyPair.Commits.ASYNCHRONOUS);
        database = pair.database();
        History history = (History) Proxy.newProxyInstance(
                LostTailTest.class.getClassLoader(),
                new Class<?>[] {History.class},
                (proxy, method, arguments) ->
                        new Tries().carryOut(() -> database.inTransaction(em -> ask(em, method, arguments))));
        scene = new Scene(history);
        List.of(idle, busy, elsewhere)
                .forEach(stream -> database.transact(
                        em -> Journals.writing(em, entry -> {}).open(stream)));
    }

    private static Object ask(EntityManager em, Method method, Object... arguments) {
        try {
            return method.invoke(Journals.reading(em), arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(thrown);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void end() {
        database.close();
        pair.close();
    }

    @Test
    @DisplayName("G17: without the last commits, it resets those who were told of them, whoever wrote on meanwhile")
    void lostTail() {
        List<StreamId> streams = List.of(idle, busy, elsewhere);
        List<Scene.Actor> people = streams.stream().map(this::follower).toList();
        streams.forEach(stream -> tell(stream, 3));
        Position kept = last(busy);
        pair.awaitCaughtUp();
        pair.replication.refuse();
        streams.forEach(stream -> tell(stream, 2));
        Position lost = last(busy);
        people.forEach(person -> assertEquals(List.of(1L, 2L, 3L, 4L, 5L), person.tape.seqs()));
        pair.primary.kill();
        pair.promote();

        List<String> lines = LogLines.of(Feed.class, () -> {
            tell(busy, 1);
            write(elsewhere, 4);
            scene.hub.look();
            scene.settle();
            scene.hub.look();
            scene.settle();
        });

        people.forEach(LostTailTest::assertReset);
        for (StreamId stream : streams) {
            String line = "SEVERE log.history_changed stream=" + stream + " told=5";
            assertEquals(1, lines.stream().filter(said -> said.startsWith(line)).count(), lines.toString());
        }
        assertGoesOn(kept);
        assertTurnedAway(lost);
    }

    private static void assertReset(Scene.Actor person) {
        assertEquals("reset", person.tape.last().getString("type"));
        assertEquals(
                "ahead_of_history", person.tape.last().getJsonObject("payload").getString("reason"));
    }

    /** Whoever had heard nothing of what was lost misses nothing. */
    private void assertGoesOn(Position position) {
        Scene.Actor bob = scene.enters("Bob");
        bob.joins(busy, Optional.of(position));
        scene.settle();
        tell(busy, 1);
        assertEquals(List.of(4L, 5L), bob.tape.seqs());
    }

    /** Not even where its number is given out again by then. */
    private void assertTurnedAway(Position position) {
        Scene.Actor eve = scene.enters("Eve");
        eve.joins(busy, Optional.of(position));
        scene.settle();
        tell(busy, 1);
        assertEquals(List.of(), eve.tape.seqs());
        JsonObject reply = eve.tape.frames().get(0);
        assertTrue(reply.toString().contains("\"reason\":\"ahead_of_history\""), reply.toString());
    }

    private Scene.Actor follower(StreamId stream) {
        Scene.Actor person = scene.enters("Ada");
        person.joins(stream);
        scene.settle();
        return person;
    }

    /** This node writes, and tells. */
    private void tell(StreamId stream, int entries) {
        write(stream, entries).forEach(scene.hub::hear);
        scene.settle();
    }

    private List<Entry> write(StreamId stream, int entries) {
        return IntStream.range(0, entries).mapToObj(i -> write(stream)).toList();
    }

    private Entry write(StreamId stream) {
        try {
            return new Tries()
                    .carryOut(() -> database.inTransaction(em -> {
                        List<Entry> written = new ArrayList<>();
                        Journals.writing(em, written::add).append(stream, Shelf.SOMEBODY, new Journals.Said("x"));
                        return written.get(0);
                    }));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Position last(StreamId stream) {
        return database.inTransaction(em -> Journals.reading(em).extent(stream))
                .orElseThrow()
                .head();
    }
}
