package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Going on from a position")
class ResumeTest {
    private final Scene scene = new Scene();

    @ParameterizedTest(name = "after {0} of 1,300 entries")
    @DisplayName("brings every missed entry, in order, before any that comes meanwhile")
    @ValueSource(ints = {0, 1, 299, 300, 301, 799, 800, 801, 1_299, 1_300})
    void recovers(int seen) {
        List<Entry> entries = entries(1_300);
        var ada = scene.enters("Ada");
        resumes(ada, position(entries, seen));
        scene.happens();
        scene.settle();
        scene.happens();
        scene.settle();

        JsonObject reply = data(ada);
        assertTrue(reply.getBoolean("recovered"));
        assertFalse(reply.containsKey("reason"));
        assertEquals(1_300, reply.getInt("seq"));
        assertEquals(LongStream.rangeClosed(seen + 1, 1_302).boxed().toList(), ada.tape.seqs());
    }

    @Test
    @DisplayName("works without a mark as well")
    void withoutMark() {
        entries(3);
        var ada = scene.enters("Ada");
        resumes(ada, new Position("epoch1", 1, Optional.empty()));
        scene.settle();

        assertEquals(List.of(2L, 3L), ada.tape.seqs());
    }

    @Test
    @DisplayName("spares the database where the ring still has what was missed")
    void ring() {
        var bob = scene.enters("Bob");
        bob.joins();
        List<Entry> entries = entries(100);
        entries.forEach(scene.hub::hear);
        scene.settle();
        scene.shelf.duringNextRead(() -> scene.shelf.duringNextRead(() -> {
            throw new IllegalStateException("the journal was read for what the ring has");
        }));
        var ada = scene.enters("Ada");
        resumes(ada, position(entries, 10));
        scene.settle();

        assertEquals(LongStream.rangeClosed(11, 100).boxed().toList(), ada.tape.seqs());
    }

    @ParameterizedTest(name = "whose clients go {0} steps later")
    @DisplayName("reads nothing for clients that have gone before their turn, and is there for one that stays")
    @ValueSource(ints = {0, 1})
    void goneAgain(int steps) {
        Later reading = new Later();
        Scene calm = new Scene(reading);
        List<Entry> entries = IntStream.range(0, 1_000)
                .mapToObj(i -> calm.shelf.commit(calm.workspace))
                .toList();
        List<Scene.Actor> hasty =
                IntStream.range(0, 50).mapToObj(i -> calm.enters("Hasty" + i)).toList();
        hasty.forEach(actor -> actor.joins(calm.workspace, Optional.of(position(entries, 10))));
        if (steps == 1) {
            calm.settle();
        }
        hasty.forEach(actor -> actor.session.gone());
        var ada = calm.enters("Ada");
        ada.joins(calm.workspace, Optional.of(position(entries, 10)));
        calm.settle();
        int before = calm.shelf.reads();
        reading.runAll(calm::settle);

        assertEquals(LongStream.rangeClosed(11, 1_000).boxed().toList(), ada.tape.seqs());
        hasty.forEach(actor -> assertEquals(List.of(), actor.tape.seqs()));
        assertTrue(calm.shelf.reads() - before <= 3, (calm.shelf.reads() - before) + " pages for one who stays");
    }

    @Test
    @DisplayName("is refused in another epoch, and nothing is heard until the client has joined anew")
    void epochChanged() {
        List<Entry> entries = entries(3);
        scene.shelf.replace(scene.workspace);
        var ada = scene.enters("Ada");
        resumes(ada, position(entries, 2));

        refused(ada, "epoch_changed");
    }

    @Test
    @DisplayName("H2: is refused ahead of the history, and where another entry has the number")
    void aheadOfHistory() {
        List<Entry> entries = entries(5);
        scene.shelf.loseTail(scene.workspace, 2);
        var ada = scene.enters("Ada");
        resumes(ada, position(entries, 5));
        refused(ada, "ahead_of_history");

        scene.shelf.commit(scene.workspace);
        scene.shelf.commit(scene.workspace);
        var bob = scene.enters("Bob");
        resumes(bob, position(entries, 5));
        refused(bob, "ahead_of_history");
    }

    @Test
    @DisplayName("H1: is refused where its own entry was trimmed, and goes on from the first that was not")
    void tooOld() {
        List<Entry> entries = entries(5);
        scene.shelf.trim(scene.workspace, 3);
        var ada = scene.enters("Ada");
        resumes(ada, position(entries, 2));
        refused(ada, "too_old");

        var carl = scene.enters("Carl");
        resumes(carl, position(entries, 3));
        refused(carl, "too_old");

        var bob = scene.enters("Bob");
        resumes(bob, position(entries, 4));
        scene.settle();
        assertTrue(data(bob).getBoolean("recovered"));
        assertEquals(5L, bob.tape.seqs().get(0));
    }

    @Test
    @DisplayName("C6: is refused to somebody who was shut out in between, even if let in again since")
    void accessChanged() {
        List<Entry> entries = entries(2);
        var ada = scene.enters("Ada");
        scene.removes(ada);
        scene.happens();
        resumes(ada, position(entries, 1));
        refused(ada, "access_changed");
        var exactly = scene.enters("Ada", ada.caller.id());
        resumes(exactly, scene.shelf.everything(scene.workspace).get(2).position());
        refused(exactly, "access_changed");

        var again = scene.enters("Ada", ada.caller.id());
        resumes(again, scene.shelf.extent(scene.workspace).orElseThrow().head());
        scene.happens();
        scene.settle();
        assertEquals(1, again.tape.seqs().size());
    }

    @Test
    @DisplayName("F12: a reader whom the floor overtakes is told to start anew, and hears no hole")
    void floorOvertakes() {
        List<Entry> entries = entries(900);
        var ada = scene.enters("Ada");
        ada.tape.slow();
        resumes(ada, position(entries, 0));
        scene.settle();
        for (int i = 0; i < 100; i++) {
            ada.tape.take();
            scene.settle();
        }
        scene.shelf.trim(scene.workspace, 800);
        while (ada.tape.take()) {
            scene.settle();
        }

        List<Long> heard = ada.tape.seqs();
        assertEquals(LongStream.rangeClosed(1, heard.size()).boxed().toList(), heard);
        assertTrue(heard.size() < 800, heard.size() + " heard");
        assertEquals("reset", ada.tape.last().getString("type"));
        assertEquals("too_old", ada.tape.last().getJsonObject("payload").getString("reason"));
        assertFalse(ada.session.follows(scene.workspace));
    }

    @Test
    @DisplayName("F10: an unreadable page is read again when somebody looks where the journal ends")
    void unreadable() {
        List<Entry> entries = entries(500);
        var ada = scene.enters("Ada");
        resumes(ada, position(entries, 0));
        scene.shelf.duringNextRead(() -> {
            throw new IllegalStateException("the database is away");
        });
        scene.settle();
        assertEquals(List.of(), ada.tape.seqs());
        scene.hub.look();
        scene.settle();

        assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(), ada.tape.seqs());
    }

    @Test
    @DisplayName("in the inbox: a sign-out that was before this sign-in does not end it, a later one does")
    void oldSignOut() {
        var ada = scene.enters("Ada");
        StreamId inbox = StreamId.inbox(ada.caller.id());
        scene.shelf.open(inbox);
        Entry first = scene.shelf.commit(inbox);
        scene.shelf.commit(inbox, Shelf.SOMEBODY, Optional.of(Revocation.ofAccount(ada.caller.id())));
        ada.joins(inbox, Optional.of(first.position()));
        scene.settle();
        assertEquals(List.of(2L), ada.tape.seqs());
        assertTrue(ada.session.isOpen());

        scene.hub.hear(scene.shelf.commit(inbox, Shelf.SOMEBODY, Optional.of(Revocation.ofAccount(ada.caller.id()))));
        scene.settle();
        assertEquals(Optional.of(CloseCode.SIGNED_OUT), ada.tape.closed);
    }

    @Test
    @DisplayName("in the inbox: a client that has a hole hears nothing, but a sign-out still ends it")
    void mutedInbox() {
        var ada = scene.enters("Ada");
        StreamId inbox = StreamId.inbox(ada.caller.id());
        scene.shelf.open(inbox);
        ada.joins(inbox, Optional.of(new Position("other", 1, Optional.empty())));
        scene.hub.hear(scene.shelf.commit(inbox));
        scene.settle();
        assertEquals(List.of("reply"), ada.tape.types());

        scene.hub.hear(scene.shelf.commit(inbox, Shelf.SOMEBODY, Optional.of(Revocation.ofAccount(ada.caller.id()))));
        scene.settle();
        assertEquals(Optional.of(CloseCode.SIGNED_OUT), ada.tape.closed);
    }

    private List<Entry> entries(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(scene.shelf.commit(scene.workspace));
        }
        return entries;
    }

    private Position position(List<Entry> entries, int seen) {
        return seen == 0
                ? new Position("epoch1", 0, Optional.empty())
                : entries.get(seen - 1).position();
    }

    private void resumes(Scene.Actor actor, Position since) {
        actor.joins(scene.workspace, Optional.of(since));
    }

    /** The reply says why, and nothing else is heard; a join without a position then works as ever. */
    private void refused(Scene.Actor actor, String reason) {
        scene.happens();
        scene.whispers(scene.enters("Other"));
        scene.settle();
        assertEquals(List.of("reply"), actor.tape.types());
        assertFalse(data(actor).getBoolean("recovered"));
        assertEquals(reason, data(actor).getString("reason"));

        actor.joins();
        scene.happens();
        scene.settle();
        assertEquals(List.of("reply", "reply", "test:said"), actor.tape.types());
    }

    private JsonObject data(Scene.Actor actor) {
        return actor.tape.frames().get(0).getJsonObject("data");
    }
}
