package dev.tutti.live.room;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.hub.Whisper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A room")
class RoomsTest {
    private final Studio studio = new Studio(
            new Doorman(), ChosenSettings.of("TUTTI_ROOMS_PER_CONNECTION", "2", "TUTTI_BINARY_QUEUE_FRAMES", "8"));
    private final Rooms rooms = Building.rooms(studio);
    private final StreamId workspace = StreamId.workspace(UUID.randomUUID());
    private final Place document = new Place(workspace, new RoomName("document"));
    private final Visitor ada = new Visitor("Ada");
    private final Visitor bob = new Visitor("Bob");

    /** A connection of somebody. */
    private final class Visitor {
        final Tape tape = new Tape();
        final Caller caller;
        final Session session;
        final List<Optional<List<Occupant>>> answers = new ArrayList<>();

        Visitor(String name) {
            Credential credential = new Credential(
                    UUID.randomUUID(),
                    Optional.empty(),
                    false,
                    studio.clock.instant(),
                    studio.clock.instant().plus(Duration.ofHours(1)));
            caller = new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
            session = studio.opens(caller, tape);
        }

        void joins(Optional<Position> since) {
            studio.hub.join(session, workspace, since, joined -> Optional.empty());
        }

        void enters(Place place) {
            rooms.enter(session, place, answers::add);
        }

        void relays(String data) {
            rooms.relay(session, BinaryFrame.read(frame(document, data)), () -> {});
        }

        List<String> heard() {
            studio.settle();
            return tape.types().stream()
                    .filter(type -> type.startsWith("room:"))
                    .toList();
        }

        List<String> received() {
            return tape.relayed().stream()
                    .map(relayed -> new String(relayed.bytes(), StandardCharsets.UTF_8))
                    .map(text -> text.substring(text.length() - 1))
                    .toList();
        }

        Occupant occupant() {
            return new Occupant(caller.id(), session.id());
        }
    }

    @BeforeEach
    void open() {
        studio.shelf.open(workspace);
        ada.joins(Optional.empty());
        bob.joins(Optional.empty());
        studio.settle();
    }

    @Test
    @DisplayName("tells whoever enters who is in it, and the others who enters and leaves")
    void entersAndLeaves() {
        ada.enters(document);
        bob.enters(document);
        assertEquals(List.of("room:joined"), ada.heard());
        assertEquals(Optional.of(List.of(ada.occupant())), ada.answers.get(0));
        assertEquals(Optional.of(List.of(ada.occupant(), bob.occupant())), bob.answers.get(0));
        var joined = ada.tape.last().getJsonObject("payload");
        assertEquals("document", joined.getString("room"));
        assertEquals(bob.caller.id().toString(), joined.getString("userId"));
        assertEquals(bob.session.id().toString(), joined.getString("connectionId"));

        bob.enters(document);
        rooms.leave(bob.session, document, () -> {});
        rooms.leave(bob.session, document, () -> {});
        assertEquals(List.of("room:joined", "room:left"), ada.heard());
        assertEquals(List.of(), bob.heard());
    }

    @Test
    @DisplayName("is left when the connection ends, leaves the workspace, joins it anew or may follow it no longer")
    void left() {
        List<Runnable> ways = List.of(
                () -> bob.joins(Optional.empty()),
                () -> studio.hub.leave(bob.session, workspace, () -> {}),
                () -> removes(bob),
                () -> bob.session.gone());
        ada.enters(document);
        for (Runnable way : ways) {
            bob.joins(Optional.empty());
            bob.enters(document);
            studio.settle();
            way.run();
            assertEquals("room:left", ada.heard().get(ada.heard().size() - 1));
            assertThrows(Problem.Invalid.class, () -> bob.relays("x"));
        }
    }

    @Test
    @DisplayName("can be entered at once after joining the workspace anew, without its being seen by the others")
    void anew() {
        ada.enters(document);
        bob.enters(document);
        studio.settle();
        bob.joins(Optional.empty());
        bob.enters(document);
        bob.relays("1");
        studio.settle();

        assertEquals(List.of("1"), ada.received());
        rooms.leave(bob.session, document, () -> {});
        ada.relays("2");
        studio.settle();
        assertEquals(List.of(), bob.received());
    }

    @Test
    @DisplayName("is only for connections that follow its workspace, and hear what is told")
    void followersOnly() {
        Visitor eve = new Visitor("Eve");
        assertThrows(Problem.NotFound.class, () -> eve.enters(document));

        eve.joins(Optional.of(new Position("another", 1, Optional.empty())));
        eve.enters(document);
        ada.enters(document);
        assertEquals(List.of(), ada.heard());
        assertEquals(List.of(Optional.empty()), eve.answers);
        assertThrows(Problem.Invalid.class, () -> eve.relays("x"));
    }

    @Test
    @DisplayName("F6: is one of so many that a connection may be in, whatever it sends at once")
    void limit() {
        ada.enters(document);
        ada.enters(place("second"));
        assertThrows(Problem.TooMuch.class, () -> ada.enters(place("third")));
        ada.enters(document);
        rooms.leave(ada.session, document, () -> {});
        ada.enters(place("third"));
        rooms.leave(ada.session, place("third"), () -> {});
        ada.enters(place("third"));
        studio.settle();
        assertEquals(5, ada.answers.size());
        assertThrows(Problem.TooMuch.class, () -> ada.enters(place("fourth")));

        ada.session.gone();
        studio.settle();
        assertTrue(rooms.isEmptyOf(ada.session), "nothing is left of it");
    }

    @Test
    @DisplayName("reaches those in it with a whisper, but for the connection that says it, and nobody else")
    void whispers() {
        Visitor eve = new Visitor("Eve");
        eve.joins(Optional.empty());
        ada.enters(document);
        bob.enters(document);
        studio.settle();
        int before = eve.tape.frames().size();
        Author author = Author.of(ada.caller.with(new Echo(Optional.empty(), Optional.of(ada.session.id()))));
        rooms.whisper(document, new Whisper("key", studio.frames.pong(), Duration.ofSeconds(6)), author);
        studio.settle();

        assertEquals("pong", bob.tape.last().getString("type"));
        assertFalse(ada.tape.types().contains("pong"));
        assertEquals(before, eve.tape.frames().size());
    }

    @Test
    @DisplayName("relays bytes to the others in it, in order, with the sender's connection behind the room's name")
    void relays() {
        ada.enters(document);
        bob.enters(document);
        Visitor eve = new Visitor("Eve");
        eve.joins(Optional.empty());
        for (int i = 1; i <= 5; i++) {
            ada.relays(Integer.toString(i));
        }
        studio.settle();

        assertEquals(List.of("1", "2", "3", "4", "5"), bob.received());
        assertEquals(List.of(), ada.received());
        assertEquals(List.of(), eve.received());
        byte[] name = "document".getBytes(StandardCharsets.UTF_8);
        byte[] expected = ByteBuffer.allocate(1 + 16 + 1 + name.length + 16 + 1)
                .put((byte) 1)
                .putLong(workspace.id().getMostSignificantBits())
                .putLong(workspace.id().getLeastSignificantBits())
                .put((byte) name.length)
                .put(name)
                .putLong(ada.session.id().getMostSignificantBits())
                .putLong(ada.session.id().getLeastSignificantBits())
                .put((byte) '1')
                .array();
        assertArrayEquals(expected, bob.tape.relayed().get(0).bytes());
    }

    @Test
    @DisplayName("tells a slow reader where it missed something, and goes on behind it")
    void slowReader() {
        ada.enters(document);
        bob.enters(document);
        studio.settle();
        bob.tape.slow();
        for (int i = 0; i < 20; i++) {
            ada.relays(Integer.toString(i % 10));
        }
        studio.settle();
        bob.tape.takeAll();
        ada.relays("x");
        studio.settle();

        assertEquals(List.of("room:missed"), bob.heard());
        assertEquals(10, bob.tape.relayed().size(), "one on its way, eight that waited, and one after");
        assertEquals("document", bob.tape.last().getJsonObject("payload").getString("room"));
    }

    @Test
    @DisplayName("tells a slow reader that it missed something too when too many enter at once")
    void slowReaderOfMany() {
        ada.enters(document);
        studio.settle();
        ada.tape.slow();
        for (int i = 0; i < 400; i++) {
            Visitor visitor = new Visitor("Somebody");
            visitor.joins(Optional.empty());
            visitor.enters(document);
        }
        studio.settle();
        ada.tape.takeAll();

        assertTrue(ada.heard().size() < 300);
        assertEquals("room:missed", ada.heard().get(ada.heard().size() - 1));
    }

    @Test
    @DisplayName("C4: brings a removed member nothing more, not even what waited, and takes nothing from them")
    void removed() {
        ada.enters(document);
        bob.enters(document);
        studio.settle();
        bob.tape.slow();
        ada.relays("1");
        ada.relays("2");
        bob.relays("3");
        removes(bob);
        ada.relays("4");
        studio.settle();
        bob.tape.takeAll();

        assertEquals(List.of("1"), bob.received(), "what was on its way");
        assertEquals(List.of("3"), ada.received());
        assertEquals("access:revoked", bob.tape.last().getString("type"));
    }

    private void removes(Visitor visitor) {
        studio.happens(
                workspace,
                Author.of(visitor.caller),
                new Entry.Happening("test:left", "{}", Optional.of(Revocation.ofMember(visitor.caller.id()))));
    }

    private Place place(String name) {
        return new Place(workspace, new RoomName(name));
    }

    static byte[] frame(Place place, String data) {
        byte[] name = place.room().text().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 16 + 1 + name.length + bytes.length)
                .put((byte) 1)
                .putLong(place.workspace().id().getMostSignificantBits())
                .putLong(place.workspace().id().getLeastSignificantBits())
                .put((byte) name.length)
                .put(name)
                .put(bytes)
                .array();
    }
}
