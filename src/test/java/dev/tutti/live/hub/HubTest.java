package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.Echo;
import dev.tutti.base.log.LogLines;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hub")
class HubTest {
    private final Scene scene = new Scene();

    @Test
    @DisplayName("whoever joins hears the reply first, then every entry once and in order")
    void joinThenEvents() {
        scene.happens();
        var ada = scene.enters("Ada");
        ada.joins();
        scene.happens();
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "test:said"), ada.tape.types());
        assertEquals(1, ada.tape.frames().get(0).getJsonObject("data").getInt("seq"), "live from the head");
        assertEquals(List.of(2L, 3L), ada.tape.seqs());
    }

    @Test
    @DisplayName("hints that come twice, late or out of order change nothing")
    void disorderlyHints() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.settle();
        Entry one = scene.shelf.commit(scene.workspace);
        Entry two = scene.shelf.commit(scene.workspace);
        Entry three = scene.shelf.commit(scene.workspace);

        for (Entry hint : List.of(three, one, three, two, one)) {
            scene.hub.hear(hint);
            scene.settle();
        }

        assertEquals(List.of(1L, 2L, 3L), ada.tape.seqs());
    }

    @Test
    @DisplayName("a hint that is lost is made good by the next look at the heads")
    void lostHint() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.settle();
        scene.happensUnheard();
        scene.happensUnheard();
        scene.settle();
        assertEquals(List.of(), ada.tape.seqs());

        scene.hub.look();
        scene.settle();

        assertEquals(List.of(1L, 2L), ada.tape.seqs());
    }

    @Test
    @DisplayName("an entry that is told while somebody looks at the heads is not taken for a lost history")
    void lookDuringDelivery() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.happens();
        scene.settle();

        scene.shelf.duringNextRead(() -> {
            scene.happens();
            scene.settle();
        });
        scene.hub.look();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "test:said"), ada.tape.types());
    }

    @Test
    @DisplayName("an entry committed while the journal is being read is not forgotten")
    void commitDuringRead() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.settle();
        scene.happensUnheard();
        Entry second = scene.shelf.commit(scene.workspace);
        // The hint of the second makes the feed read; while it reads, a third is committed, and its hint waits.
        scene.shelf.duringNextRead(scene::happens);
        scene.hub.hear(second);
        scene.settle();

        assertEquals(List.of(1L, 2L, 3L), ada.tape.seqs());
    }

    @Test
    @DisplayName("an entry committed while somebody joins is heard, whether its hint came before or after")
    void commitDuringJoin() {
        var ada = scene.enters("Ada");
        scene.shelf.duringNextRead(() -> scene.happens());
        ada.joins();
        scene.settle();
        long start = ada.tape
                .frames()
                .get(0)
                .getJsonObject("data")
                .getJsonNumber("seq")
                .longValueExact();
        scene.happens();
        scene.settle();

        assertEquals(LongStream.rangeClosed(start + 1, 2).boxed().toList(), ada.tape.seqs());
    }

    @Test
    @DisplayName("a slow reader holds no more than its queue, delays nobody, and loses nothing")
    void slowReader() {
        var slow = scene.enters("Slow");
        var quick = scene.enters("Quick");
        slow.joins();
        quick.joins();
        scene.settle();
        slow.tape.slow();

        int most = 0;
        for (int i = 0; i < 1_000; i++) {
            scene.happens();
            scene.settle();
            most = Math.max(most, slow.session.outbox().depth());
        }
        assertEquals(LongStream.rangeClosed(1, 1_000).boxed().toList(), quick.tape.seqs());
        assertTrue(most <= Scene.LIMITS.queueFrames(), "at most " + most + " frames waited");

        while (slow.tape.take()) {
            scene.settle();
        }
        assertEquals(LongStream.rangeClosed(1, 1_000).boxed().toList(), slow.tape.seqs());
    }

    @Test
    @DisplayName("a slow reader of two workspaces catches up in both")
    void slowReaderOfTwo() {
        StreamId second = StreamId.workspace(UUID.randomUUID());
        scene.shelf.open(second);
        var slow = scene.enters("Slow");
        slow.joins();
        slow.joins(second);
        scene.settle();
        slow.tape.slow();
        for (int i = 0; i < 50; i++) {
            scene.happens();
            scene.hub.hear(scene.shelf.commit(second));
            scene.settle();
        }
        while (slow.tape.take()) {
            scene.settle();
        }

        for (StreamId stream : List.of(scene.workspace, second)) {
            assertEquals(
                    LongStream.rangeClosed(1, 50).boxed().toList(),
                    slow.tape.seqs(stream.id().toString()));
        }
    }

    @Test
    @DisplayName("what a client asks in one breath is done in its order: join, join and leave leave nothing behind")
    void pipelined() {
        var ada = scene.enters("Ada");
        ada.joins();
        assertTrue(ada.session.follows(scene.workspace), "the next command finds it");
        ada.joins();
        scene.hub.leave(ada.session, scene.workspace, () -> ada.session.say(scene.frames.pong()));
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "reply", "pong"), ada.tape.types());
        assertFalse(ada.session.follows(scene.workspace));
    }

    @Test
    @DisplayName("a session that ends while it joins follows nothing, and its feed is forgotten")
    void endsWhileJoining() {
        var ada = scene.enters("Ada");
        ada.joins();
        ada.session.end(CloseCode.RESTART, "restart");
        ada.joins();
        scene.happens();
        scene.settle();

        assertEquals(List.of(), ada.tape.seqs());
        assertFalse(scene.hub.hasFeed(scene.workspace));
    }

    @Test
    @DisplayName("a second join of the same workspace takes the place of the first")
    void joinAgain() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.happens();
        ada.joins();
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "reply", "test:said"), ada.tape.types());
        assertEquals(List.of(1L, 2L), ada.tape.seqs());
    }

    @Test
    @DisplayName("whoever leaves hears no more, and the reply is the last that they hear of it")
    void leave() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.settle();
        scene.hub.leave(ada.session, scene.workspace, () -> ada.session.say(scene.frames.pong()));
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "pong"), ada.tape.types());
    }

    @Test
    @DisplayName("a stranger is refused, and so is a workspace that does not exist, with the same words")
    void strangers() {
        var eve = scene.enters("Eve");
        scene.strangers.add(eve.caller.id());
        var foreign = assertThrows(Problem.NotFound.class, eve::joins);
        var missing = assertThrows(Problem.NotFound.class, () -> eve.joins(StreamId.workspace(UUID.randomUUID())));

        assertEquals(foreign.getMessage(), missing.getMessage());
        scene.happens();
        scene.settle();
        assertEquals(List.of(), eve.tape.frames());
    }

    @Test
    @DisplayName("a member who is removed hears of it, then access:revoked, and nothing after, even if added again")
    void removal() {
        var ada = scene.enters("Ada");
        var bob = scene.enters("Bob");
        ada.joins();
        bob.joins();
        scene.happens();
        scene.removes(ada);
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "test:said", "access:revoked"), ada.tape.types());
        assertEquals(List.of(1L, 2L), ada.tape.seqs());
        assertEquals(List.of(1L, 2L, 3L), bob.tape.seqs());
        assertFalse(ada.session.follows(scene.workspace));
    }

    @Test
    @DisplayName("a removal that commits while the member joins is heard")
    void removalDuringJoin() {
        var ada = scene.enters("Ada");
        ada.joins();
        // Both checks have passed; the removal comes before the feed lets the member in.
        scene.removes(ada);
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "access:revoked"), ada.tape.types());
    }

    @Test
    @DisplayName("what waits for a removed member and is worth nothing any more is taken back")
    void removalPurgesEphemeralFrames() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.settle();
        ada.tape.slow();
        scene.happens();
        scene.whispers(scene.enters("Bob"));
        scene.removes(ada);
        scene.settle();
        ada.tape.takeAll();

        assertEquals(List.of("reply", "test:said", "test:said", "access:revoked"), ada.tape.types());
    }

    @Test
    @DisplayName("a workspace that is deleted is over for everybody")
    void deletion() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.hub.hear(scene.shelf.commit(
                scene.workspace, Shelf.SOMEBODY, Optional.of(Revocation.ofWorkspace(scene.workspace.id()))));
        scene.settle();

        assertEquals(List.of("reply", "test:said", "access:revoked"), ada.tape.types());
    }

    @Test
    @DisplayName("a sign-in that ends closes its connections with 4503, and no others")
    void signOut() {
        var ada = scene.enters("Ada");
        var phone = scene.new Actor(ada.caller.id(), "Ada");
        StreamId inbox = StreamId.inbox(ada.caller.id());
        scene.shelf.open(inbox);
        ada.joins(inbox);
        phone.joins(inbox);
        scene.hub.hear(scene.shelf.commit(
                inbox,
                ada.author(),
                Optional.of(Revocation.ofSignIn(ada.caller.credential().signIn()))));
        scene.settle();

        assertEquals(Optional.of(CloseCode.SIGNED_OUT), ada.tape.closed);
        assertEquals(Optional.empty(), phone.tape.closed);
        scene.hub.hear(scene.shelf.commit(inbox, ada.author(), Optional.of(Revocation.ofAccount(ada.caller.id()))));
        scene.settle();
        assertEquals(Optional.of(CloseCode.SIGNED_OUT), phone.tape.closed);
    }

    @Test
    @DisplayName("the connection that wrote is told to skip, and only if it is the author's own")
    void noEcho() {
        var ada = scene.enters("Ada");
        var tab = scene.new Actor(ada.caller.id(), "Ada");
        ada.joins();
        tab.joins();
        scene.settle();
        Echo echo = new Echo(Optional.of("key-1"), Optional.of(ada.session.id()));
        scene.hub.hear(scene.shelf.commit(scene.workspace, new Author(ada.caller.id(), "Ada", echo), Optional.empty()));
        scene.hub.hear(
                scene.shelf.commit(scene.workspace, new Author(Shelf.SOMEBODY.id(), "Eve", echo), Optional.empty()));
        scene.settle();

        assertEquals(List.of("reply", "skip", "test:said"), ada.tape.types());
        assertEquals(1, ada.tape.frames().get(1).getJsonObject("payload").getInt("to"));
        assertEquals("key-1", ada.tape.frames().get(1).getJsonObject("payload").getString("mutationId"));
        assertEquals(List.of(1L, 2L), tab.tape.seqs());
        assertEquals("key-1", tab.tape.last().getString("mutationId"));
    }

    @Test
    @DisplayName("G17: a journal that lost its tail resets all who follow it, even when the numbers have grown again")
    void lostTail() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.happens();
        scene.happens();
        scene.settle();
        scene.shelf.loseTail(scene.workspace, 1);
        scene.happensUnheard();

        scene.hub.look();
        scene.settle();
        scene.happens();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "test:said", "reset"), ada.tape.types());
        assertEquals(
                "ahead_of_history", ada.tape.last().getJsonObject("payload").getString("reason"));
    }

    @Test
    @DisplayName("G17: and when they have grown beyond what was known before")
    void lostTailOvergrown() {
        var ada = scene.enters("Ada");
        ada.joins();
        scene.happens();
        scene.happens();
        scene.settle();
        scene.shelf.loseTail(scene.workspace, 1);
        scene.happensUnheard();
        scene.happensUnheard();

        scene.hub.look();
        scene.settle();

        assertEquals(List.of("reply", "test:said", "test:said", "reset"), ada.tape.types());
        assertEquals(
                "ahead_of_history", ada.tape.last().getJsonObject("payload").getString("reason"));
    }

    @Test
    @DisplayName("G17: and when this node itself wrote on before anybody looked; the log says so, once")
    void lostTailWrittenOn() {
        for (int lost = 1; lost <= 3; lost++) {
            Scene place = new Scene();
            var ada = place.enters("Ada");
            ada.joins();
            for (int i = 0; i < 4; i++) {
                place.happens();
            }
            place.settle();
            place.shelf.loseTail(place.workspace, lost);
            int missing = lost;
            List<String> lines = LogLines.of(Feed.class, () -> {
                for (int i = 0; i < missing; i++) {
                    place.happens();
                }
                place.settle();
                place.hub.look();
                place.settle();
            });

            assertEquals("reset", ada.tape.last().getString("type"));
            assertEquals(
                    "ahead_of_history", ada.tape.last().getJsonObject("payload").getString("reason"));
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(
                    lines.get(0).startsWith("SEVERE log.history_changed stream=" + place.workspace + " told=4"),
                    lines.get(0));
        }
    }

    @Test
    @DisplayName("an entry that is told again, late, is no other history")
    void toldAgain() {
        var ada = scene.enters("Ada");
        ada.joins();
        List<Entry> entries = List.of(
                scene.shelf.commit(scene.workspace),
                scene.shelf.commit(scene.workspace),
                scene.shelf.commit(scene.workspace));
        entries.forEach(scene.hub::hear);
        entries.forEach(scene.hub::hear);
        scene.settle();

        assertEquals(List.of(1L, 2L, 3L), ada.tape.seqs());
        assertEquals(List.of("reply", "test:said", "test:said", "test:said"), ada.tape.types());
    }

    @Test
    @DisplayName("a sign-in or an account that ends does not wait for a slow reader, who hears nothing of what follows")
    void signOutOfSlowReader() {
        for (int i = 0; i < 4; i++) {
            boolean account = i < 2;
            boolean fullOfInbox = i % 2 == 0;
            var ada = scene.enters("Ada");
            StreamId inbox = StreamId.inbox(ada.caller.id());
            scene.shelf.open(inbox);
            ada.joins(inbox);
            ada.joins();
            scene.settle();
            ada.tape.slow();
            for (int n = 0; n < 600; n++) {
                scene.hub.hear(
                        scene.shelf.commit(fullOfInbox ? inbox : scene.workspace, ada.author(), Optional.empty()));
            }
            scene.settle();
            Revocation end = account
                    ? Revocation.ofAccount(ada.caller.id())
                    : Revocation.ofSignIn(ada.caller.credential().signIn());
            scene.hub.hear(scene.shelf.commit(inbox, ada.author(), Optional.of(end)));
            scene.settle();
            int heard = ada.tape.types().size();

            assertEquals(Optional.of(CloseCode.SIGNED_OUT), ada.tape.closed);
            scene.happens();
            scene.settle();
            ada.tape.takeAll();
            assertEquals(heard, ada.tape.types().size());
        }
    }

    @Test
    @DisplayName("C11: whoever is behind is not whispered to: they may have been removed in what they have not read")
    void noWhisperBehind() {
        var ada = scene.enters("Ada");
        var bob = scene.enters("Bob");
        ada.joins();
        bob.joins();
        scene.settle();
        bob.tape.slow();
        for (int i = 0; i < 600; i++) {
            scene.happens();
        }
        scene.settle();
        scene.whispers(ada);
        scene.settle();
        bob.tape.takeAll();
        scene.settle();

        assertFalse(bob.tape.types().contains("pong"));
    }

    @Test
    @DisplayName("ephemeral frames reach the others, newest of each key only, and never their sender")
    void whispers() {
        var ada = scene.enters("Ada");
        var bob = scene.enters("Bob");
        ada.joins();
        bob.joins();
        scene.settle();
        bob.tape.slow();
        scene.happens();
        scene.settle();
        for (int i = 0; i < 5; i++) {
            scene.whispers(ada);
        }
        scene.settle();
        bob.tape.takeAll();

        assertEquals(List.of("reply", "test:said"), ada.tape.types());
        assertEquals(List.of("reply", "test:said", "pong"), bob.tape.types());
    }

    @Test
    @DisplayName(
            "under any schedule of commits, hints, joins, leaves and slow readers nobody misses or repeats an entry")
    void randomSchedules() {
        for (long seed = 0; seed < 1_000; seed++) {
            RandomStory story = new RandomStory(seed);
            story.play();
            story.check();
        }
    }

    /** One random run: what happens, in which order the machine gets to it, and how fast each client reads. */
    private static final class RandomStory {
        private final long seed;
        private final Random random;
        private final Scene scene = new Scene();
        private final List<Scene.Actor> actors = new ArrayList<>();
        private final List<Entry> hints = new ArrayList<>();
        private final List<StreamId> streams = List.of(scene.workspace, StreamId.workspace(UUID.randomUUID()));

        RandomStory(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            scene.shelf.open(streams.get(1));
        }

        void play() {
            for (int i = 0; i < 120; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> hints.add(scene.shelf.commit(streams.get(random.nextInt(2))));
                    case 2 -> hint();
                    case 3 -> enter();
                    case 4 -> actor().ifPresent(actor -> actor.tape.take());
                    case 5 -> scene.hub.look();
                    default -> scene.later.runOne(random);
                }
            }
            scene.settle();
            scene.hub.look();
            scene.settle();
            // Clients read on; what that brings about is done; until there is nothing left.
            boolean more = true;
            while (more) {
                more = false;
                for (Scene.Actor actor : actors) {
                    more |= actor.tape.take();
                }
                scene.settle();
            }
        }

        void check() {
            for (StreamId stream : streams) {
                long end = scene.shelf.extent(stream).orElseThrow().head().seq();
                for (Scene.Actor actor : actors) {
                    assertEquals(
                            LongStream.rangeClosed(start(actor, stream) + 1, end)
                                    .boxed()
                                    .toList(),
                            actor.tape.seqs(stream.id().toString()),
                            "seed " + seed);
                }
            }
        }

        /** Where the actor's join found the journal to end. */
        private static long start(Scene.Actor actor, StreamId stream) {
            return actor.tape.frames().stream()
                    .filter(frame -> frame.getString("type").equals("reply"))
                    .map(frame -> frame.getJsonObject("data"))
                    .filter(data ->
                            data.getString("workspaceId").equals(stream.id().toString()))
                    .findFirst()
                    .orElseThrow()
                    .getJsonNumber("seq")
                    .longValueExact();
        }

        private void hint() {
            if (!hints.isEmpty()) {
                Entry hint = hints.get(random.nextInt(hints.size()));
                if (random.nextBoolean()) {
                    hints.remove(hint);
                }
                scene.hub.hear(hint);
            }
        }

        private void enter() {
            if (actors.size() < 4) {
                Scene.Actor actor = scene.enters("Actor " + actors.size());
                actors.add(actor);
                if (random.nextBoolean()) {
                    actor.tape.slow();
                }
                streams.forEach(actor::joins);
            }
        }

        private Optional<Scene.Actor> actor() {
            return actors.isEmpty() ? Optional.empty() : Optional.of(actors.get(random.nextInt(actors.size())));
        }
    }
}
