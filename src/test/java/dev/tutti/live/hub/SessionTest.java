package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Session")
class SessionTest {
    private final Scene scene = new Scene();
    private final Scene.Actor ada = scene.enters("Ada");

    @Test
    @DisplayName("is pinged every thirty seconds, and lives as long as it answers")
    void answersPings() {
        for (int minute = 0; minute < 20; minute++) {
            pass(Duration.ofSeconds(31));
            ada.session.heard();
            pass(Duration.ofSeconds(29));
        }
        assertTrue(ada.tape.pings >= 20, ada.tape.pings + " pings in twenty minutes");
        assertTrue(ada.session.isOpen());
    }

    @Test
    @DisplayName("is dropped with 4008 when a ping goes unanswered for ten seconds, and by force five seconds later")
    void silence() {
        pass(Duration.ofSeconds(31));
        pass(Duration.ofSeconds(10));
        assertEquals(Optional.empty(), ada.tape.closed);
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.of(CloseCode.NO_PROGRESS), ada.tape.closed);
        assertFalse(ada.tape.killed, "first it may go by itself");
        pass(Duration.ofSeconds(6));
        assertTrue(ada.tape.killed);
        assertTrue(ada.session.whenGone().isDone());
    }

    @Test
    @DisplayName("G18: is judged by time as it passes, also where the clock is set meanwhile")
    void clockIsSet() {
        pass(Duration.ofSeconds(31));
        scene.setsClock(Duration.ofMinutes(30));
        ada.session.beat();
        assertEquals(Optional.empty(), ada.tape.closed);
        ada.session.heard();

        scene.setsClock(Duration.ofHours(-1));
        pass(Duration.ofSeconds(31));
        assertEquals(2, ada.tape.pings);
        pass(Duration.ofSeconds(11));
        assertEquals(Optional.of(CloseCode.NO_PROGRESS), ada.tape.closed);
        pass(Duration.ofSeconds(6));
        assertTrue(ada.tape.killed);
    }

    @Test
    @DisplayName("is told nothing that it did not ask for before it has been greeted")
    void notYetGreeted() {
        Session young = new Session(ada.caller, ada.tape, scene.house(scene.later), ended -> {});
        scene.clock.advance(Duration.ofMinutes(59).plusSeconds(30));
        young.beat();
        assertEquals(List.of(), ada.tape.types());

        young.greeted();
        young.beat();
        assertTrue(ada.tape.types().contains("auth:expiring"));
    }

    @Test
    @DisplayName("F9: whose client only listens is pinged as often, and judged by what it takes alone")
    void listensOnly() {
        ada.tape.listensOnly();
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(31));
        }
        assertTrue(ada.tape.pings >= 19, ada.tape.pings + " pings in ten minutes");
        assertTrue(ada.session.isOpen());
    }

    @Test
    @DisplayName("is not killed when its client has gone by itself")
    void goesByItself() {
        ada.session.gone();
        assertTrue(ada.session.whenOver().isDone());
        pass(Duration.ofSeconds(10));

        assertFalse(ada.tape.killed);
    }

    @Test
    @DisplayName("that was closed is ended by force, even though the container has said that it is gone")
    void containerSaysGone() {
        ada.session.end(CloseCode.RESTART, "restart");
        ada.session.gone();
        assertTrue(ada.session.whenGone().isDone());
        assertFalse(ada.session.whenOver().isDone());
        pass(Scene.LIMITS.goodbye().plusSeconds(1));

        assertTrue(ada.tape.killed);
        assertTrue(ada.session.whenOver().isDone());
    }

    @Test
    @DisplayName("is dropped when a message begins and does not end within a minute, however lively it is")
    void endlessMessage() {
        ada.session.messageBegins();
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(12));
            ada.session.heard();
        }
        assertTrue(ada.session.isOpen());
        pass(Duration.ofSeconds(1));
        assertEquals(Optional.of(CloseCode.NO_PROGRESS), ada.tape.closed);
    }

    @Test
    @DisplayName("B12: warns a minute before its token ends, outlives it by thirty seconds, and closes with 4001")
    void tokenExpires() {
        alive(Duration.ofMinutes(59).minusSeconds(1));
        assertEquals(List.of("heartbeat"), ada.tape.types());
        for (int i = 0; i < 90; i++) {
            alive(Duration.ofSeconds(1));
        }
        assertTrue(ada.session.isOpen());
        alive(Duration.ofSeconds(2));

        assertEquals(
                List.of("auth:expiring", "error"),
                ada.tape.types().stream()
                        .filter(type -> !type.equals("heartbeat"))
                        .toList());
        assertEquals(Optional.of(CloseCode.UNAUTHENTICATED), ada.tape.closed);
    }

    @Test
    @DisplayName("B12: goes on with a new token of the same sign-in, and with no other")
    void renewal() {
        alive(Duration.ofMinutes(59));
        ada.session.renew(expiring(ada.caller, Duration.ofMinutes(15)));
        Credential foreign =
                new Credential(UUID.randomUUID(), Optional.empty(), false, scene.clock.instant(), Instant.MAX);
        Caller otherSignIn = new Caller(ada.caller.id(), "Ada", foreign, Echo.NONE);
        Caller otherPerson = expiring(scene.enters("Eve").caller, Duration.ofHours(9));
        assertThrows(Problem.Unauthenticated.class, () -> ada.session.renew(otherSignIn));
        assertThrows(Problem.Unauthenticated.class, () -> ada.session.renew(otherPerson));
        alive(Duration.ofMinutes(13));
        assertEquals(1, warnings(), "of the first token only");
        alive(Duration.ofMinutes(1));
        assertEquals(2, warnings());
        alive(Duration.ofSeconds(91));

        assertEquals(Optional.of(CloseCode.UNAUTHENTICATED), ada.tape.closed);
    }

    @Test
    @DisplayName("tells the heads of all it follows every thirty seconds, behind what already waits")
    void heads() {
        StreamId second = StreamId.workspace(UUID.randomUUID());
        scene.shelf.open(second);
        ada.joins();
        ada.joins(second);
        scene.settle();
        ada.tape.slow();
        scene.happens();
        scene.happens();
        scene.settle();
        alive(Duration.ofSeconds(31));
        alive(Duration.ofSeconds(31));
        ada.tape.takeAll();

        assertEquals(
                List.of("reply", "reply", "test:said", "test:said", "heartbeat"),
                ada.tape.types(),
                "the newest heads only");
        Map<String, Integer> heads = ada.tape.last().getJsonObject("payload").getJsonArray("heads").stream()
                .map(JsonValue::asJsonObject)
                .collect(Collectors.toMap(head -> head.getString("workspaceId"), head -> head.getInt("seq")));
        assertEquals(Map.of(scene.workspace.id().toString(), 2, second.id().toString(), 0), heads);
    }

    @Test
    @DisplayName("says what is queued before it closes, and follows nothing from then on")
    void lastWords() {
        ada.joins();
        scene.settle();
        ada.tape.slow();
        scene.happens();
        scene.settle();
        ada.session.end(CloseCode.RESTART, "restart");
        scene.happens();
        scene.settle();
        assertEquals(Optional.empty(), ada.tape.closed, "the frame in flight comes first");

        ada.tape.takeAll();

        assertEquals(List.of("reply", "test:said"), ada.tape.types());
        assertEquals(Optional.of(CloseCode.RESTART), ada.tape.closed);
        assertFalse(ada.session.follows(scene.workspace));
    }

    @Test
    @DisplayName("whose client asks and asks but never reads is let go")
    void unreadAnswers() {
        ada.tape.slow();
        for (int i = 0; i < 3 * Scene.LIMITS.queueFrames(); i++) {
            ada.session.say(scene.frames.pong());
        }
        assertFalse(ada.session.isOpen());
        pass(Duration.ofSeconds(6));
        assertTrue(ada.tape.killed);
    }

    @Test
    @DisplayName("does what it is asked in order, and nothing before it is admitted")
    void performsInOrder() {
        Later later = new Later();
        StringBuilder done = new StringBuilder();
        Session session = new Session(ada.caller, new Tape(), scene.house(later), ended -> {});
        session.perform(() -> done.append('a'));
        session.perform(() -> done.append('b'));
        later.runAll();
        assertEquals("", done.toString());

        session.admit();
        session.perform(() -> done.append('c'));
        later.runAll();

        assertEquals("abc", done.toString());
    }

    private long warnings() {
        return ada.tape.types().stream().filter("auth:expiring"::equals).count();
    }

    private Caller expiring(Caller caller, Duration life) {
        Credential credential = new Credential(
                caller.credential().signIn(),
                Optional.empty(),
                false,
                scene.clock.instant(),
                scene.clock.instant().plus(life));
        return new Caller(caller.id(), caller.name(), credential, Echo.NONE);
    }

    /** Time passes for a client that answers pings. */
    private void alive(Duration time) {
        scene.clock.advance(time);
        ada.session.heard();
        ada.session.beat();
    }

    private void pass(Duration time) {
        scene.clock.advance(time);
        ada.session.beat();
    }
}
