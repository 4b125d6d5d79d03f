package dev.tutti.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.command.Command;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.Corridor;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.presence.Presence;
import dev.tutti.live.presence.Presences;
import dev.tutti.live.presence.Roster;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.room.BinaryFrame;
import dev.tutti.live.room.Building;
import dev.tutti.live.room.Occupant;
import dev.tutti.live.room.Place;
import dev.tutti.live.room.RoomName;
import dev.tutti.live.room.Rooms;
import dev.tutti.live.signal.Signalling;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two nodes")
class NodesTest {
    private static final Duration STEP = Duration.ofMillis(100);

    private final ManualClock clock = new ManualClock();
    private final Shelf shelf = new Shelf();
    private final Corridor corridor = new Corridor();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> asleep = new ArrayList<>();
    private final StreamId workspace = StreamId.workspace(UUID.randomUUID());
    private final Place document = new Place(workspace, new RoomName("document"));
    private final Node north = new Node();
    private final Node south = new Node();
    private Guest ada;
    private Guest bob;

    /** All of the live wing, as one node has it. */
    private final class Node {
        final Bus bus = corridor.end();
        final ManualClock clock = new ManualClock();
        final Studio studio = new Studio(new Doorman(), ChosenSettings.of(), clock, shelf, bus);
        final Presence presence = Presences.presence(studio, new Doorman());
        final Rooms rooms = Building.rooms(studio);
        final List<Command> commands = Signalling.commands(studio, new Doorman(), rooms);

        Node() {
            clock.advance(Duration.between(clock.instant(), NodesTest.this.clock.instant()));
            nodes.add(this);
        }

        /** As by a signal: it does nothing and hears nothing, and its time passes. */
        void sleeps() {
            corridor.sleeps(bus);
            nodes.remove(this);
            asleep.add(this);
        }

        void wakes() {
            corridor.wakes(bus);
            asleep.remove(this);
            nodes.add(this);
        }

        void dies() {
            corridor.dies(bus);
            nodes.remove(this);
        }
    }

    /** A connection of somebody to one of the nodes. */
    private final class Guest {
        final Node node;
        final Tape tape = new Tape();
        final Caller caller;
        final Session session;
        final List<Optional<List<Occupant>>> answers = new ArrayList<>();

        Guest(String name, Node node) {
            this(caller(name), node);
        }

        Guest(Caller caller, Node node) {
            this.node = node;
            this.caller = caller;
            session = node.studio.opens(caller, tape);
            settle();
            node.studio.hub.join(session, workspace, Optional.empty(), joined -> Optional.empty());
            settle();
        }

        Occupant occupant() {
            return new Occupant(caller.id(), session.id());
        }

        void enters() {
            node.rooms.enter(session, document, answers::add);
            settle();
        }

        void relays(String data) {
            byte[] room = document.room().text().getBytes(StandardCharsets.UTF_8);
            byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
            byte[] frame = ByteBuffer.allocate(18 + room.length + bytes.length)
                    .put((byte) 1)
                    .putLong(workspace.id().getMostSignificantBits())
                    .putLong(workspace.id().getLeastSignificantBits())
                    .put((byte) room.length)
                    .put(room)
                    .put(bytes)
                    .array();
            node.rooms.relay(session, BinaryFrame.read(frame), () -> {});
            settle();
        }

        List<String> received() {
            return tape.relayed().stream()
                    .map(one -> new String(one.bytes(), StandardCharsets.UTF_8))
                    .map(text -> text.substring(text.length() - 1))
                    .toList();
        }

        /** @return the numbers of what happened in the workspace, as they came */
        List<Long> seqs() {
            return tape.frames().stream()
                    .filter(frame -> workspace.id().toString().equals(frame.getString("workspaceId", "")))
                    .filter(frame -> frame.getString("type").equals("test:said"))
                    .map(frame -> frame.getJsonNumber("seq").longValueExact())
                    .toList();
        }

        void signals(String name) {
            performs(
                    "signal",
                    Json.createObjectBuilder()
                            .add("workspaceId", workspace.id().toString())
                            .add("name", "cursor")
                            .add("data", name)
                            .build());
        }

        long count(String type) {
            return tape.types().stream().filter(type::equals).count();
        }

        Roster sees() {
            return node.presence.of(caller, workspace);
        }

        void performs(String type, JsonObject payload) {
            Command command = node.commands.stream()
                    .filter(one -> one.type().equals(type))
                    .findFirst()
                    .orElseThrow();
            command.perform(caller.with(new Echo(Optional.empty(), Optional.of(session.id()))), payload);
            settle();
        }
    }

    private Caller caller(String name) {
        Credential credential = new Credential(
                UUID.randomUUID(),
                Optional.empty(),
                false,
                clock.instant(),
                clock.instant().plus(Duration.ofDays(1)));
        return new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
    }

    @BeforeEach
    void open() {
        shelf.open(workspace);
        ada = new Guest("Ada", north);
        bob = new Guest("Bob", south);
    }

    private void settle() {
        do {
            nodes.forEach(node -> node.studio.settle());
        } while (corridor.run());
    }

    private void passes(Duration time) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minus(STEP)) {
            clock.advance(STEP);
            nodes.forEach(node -> node.studio.passes(STEP));
            asleep.forEach(node -> node.clock.advance(STEP));
            settle();
        }
    }

    private void happens(Node node, StreamId stream, Optional<Revocation> revokes) {
        node.studio.happens(stream, Author.SERVER, new Entry.Happening("test:said", "{}", revokes));
        settle();
    }

    @Test
    @DisplayName("tell each other of what is new, and each of it is heard once")
    void hints() {
        happens(north, workspace, Optional.empty());
        happens(south, workspace, Optional.empty());
        assertEquals(2, ada.count("test:said"));
        assertEquals(2, bob.count("test:said"));
    }

    @Test
    @DisplayName("G2, G3, G7, G10: lose nothing while they do not hear each other, nor when they do again")
    void silence() {
        corridor.shut();
        happens(north, workspace, Optional.empty());
        assertEquals(0, bob.count("test:said"));
        happens(south, workspace, Optional.empty());
        assertEquals(1, ada.count("test:said"));
        nodes.forEach(node -> node.studio.looks());
        settle();
        assertEquals(2, ada.count("test:said"));
        assertEquals(2, bob.count("test:said"));

        happens(north, workspace, Optional.empty());
        assertEquals(2, bob.count("test:said"));
        corridor.open();
        settle();
        assertEquals(3, bob.count("test:said"));
    }

    @Test
    @DisplayName("B13, C7: end what a removal or a sign-out on the other one ends, with and without hearing each other")
    void evicted() {
        happens(north, workspace, Optional.of(Revocation.ofMember(bob.caller.id())));
        assertEquals(1, bob.count("access:revoked"));
        assertTrue(bob.session.isOpen());
        happens(north, StreamId.inbox(bob.caller.id()), Optional.of(Revocation.ofAccount(bob.caller.id())));
        assertFalse(bob.session.isOpen());

        Guest cid = new Guest("Cid", south);
        corridor.shut();
        happens(north, workspace, Optional.of(Revocation.ofMember(cid.caller.id())));
        assertEquals(0, cid.count("access:revoked"));
        south.studio.looks();
        settle();
        assertEquals(1, cid.count("access:revoked"));
    }

    @Test
    @DisplayName("G7: tell everybody the same in the same order, also where they never hear each other")
    void apart() {
        corridor.shut();
        for (int i = 0; i < 30; i++) {
            happens(i % 3 == 0 ? south : north, workspace, Optional.empty());
            if (i % 4 == 0) {
                (i % 8 == 0 ? south : north).studio.looks();
            }
        }
        nodes.forEach(node -> node.studio.looks());
        settle();
        List<Long> all = LongStream.rangeClosed(1, 30).boxed().toList();
        assertEquals(all, ada.seqs());
        assertEquals(all, bob.seqs());
    }

    @Test
    @DisplayName("G12: one that stood still for half a minute first looks what has happened, and then says it")
    void wakesUp() {
        Guest cid = new Guest("Cid", south);
        Guest dan = new Guest("Dan", south);
        Guest eve = new Guest("Eve", new Node());
        passes(Duration.ofSeconds(1));
        south.sleeps();
        happens(north, workspace, Optional.empty());
        happens(north, workspace, Optional.of(Revocation.ofMember(bob.caller.id())));
        happens(north, StreamId.inbox(cid.caller.id()), Optional.of(Revocation.ofAccount(cid.caller.id())));
        happens(north, workspace, Optional.empty());
        ada.signals("after the removal");
        eve.node.studio.hub.leave(eve.session, workspace, () -> {});
        passes(Duration.ofSeconds(30));
        assertEquals(4, ada.sees().people().size());
        assertEquals(0, dan.count("test:said"));

        south.wakes();
        passes(Duration.ofSeconds(1));
        assertEquals(List.of(1L, 2L), bob.seqs());
        assertEquals(1, bob.count("access:revoked"));
        assertEquals(0, bob.count("signal"));
        assertFalse(cid.session.isOpen());
        assertEquals(List.of(1L, 2L, 3L), dan.seqs());
        assertEquals(1, dan.count("signal"));
        passes(Duration.ofSeconds(1));
        assertEquals(ada.sees().people(), dan.sees().people());
        assertEquals(2, dan.sees().people().size());
    }

    @Test
    @DisplayName("G12: and where nothing was kept for it meanwhile, the heads tell it")
    void wakesUpDeaf() {
        south.sleeps();
        corridor.shut();
        happens(north, workspace, Optional.empty());
        happens(north, workspace, Optional.of(Revocation.ofMember(bob.caller.id())));
        happens(north, workspace, Optional.empty());
        passes(Duration.ofSeconds(30));
        south.wakes();
        corridor.open();
        settle();
        assertEquals(List.of(1L, 2L), bob.seqs());
        assertEquals(1, bob.count("access:revoked"));
    }

    @Test
    @DisplayName("G18: go by numbers, and by time as it passes, where their clocks are an hour apart and are set")
    void skewed() {
        south.studio.setsClock(Duration.ofHours(1));
        passes(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            happens(i % 2 == 0 ? south : north, workspace, Optional.empty());
        }
        south.studio.setsClock(Duration.ofHours(-2));
        for (int i = 0; i < 10; i++) {
            happens(i % 2 == 0 ? south : north, workspace, Optional.empty());
        }
        List<Long> all = LongStream.rangeClosed(1, 20).boxed().toList();
        assertEquals(all, ada.seqs());
        assertEquals(all, bob.seqs());
        passes(Duration.ofSeconds(60));
        assertEquals(2, ada.sees().people().size());
        assertEquals(ada.sees().people(), bob.sees().people());

        north.dies();
        passes(Duration.ofSeconds(37));
        assertEquals(1, bob.sees().people().size());
    }

    @Test
    @DisplayName("show who is there on both, also to those who come, and no more when they have gone")
    void presence() {
        passes(Duration.ofSeconds(1));
        assertEquals(2, ada.sees().people().size());
        assertEquals(ada.sees().people(), bob.sees().people());
        assertTrue(ada.count("presence:diff") > 0);

        Node west = new Node();
        Guest cid = new Guest("Cid", west);
        passes(Duration.ofSeconds(1));
        assertEquals(3, cid.sees().people().size());
        assertEquals(3, ada.sees().people().size());

        Guest again = new Guest(bob.caller, north);
        passes(Duration.ofSeconds(1));
        assertEquals(2, cid.sees().people().get(bob.caller.id()).connections());
        south.studio.hub.leave(bob.session, workspace, () -> {});
        north.studio.hub.leave(again.session, workspace, () -> {});
        passes(Duration.ofSeconds(1));
        assertEquals(2, cid.sees().people().size());
    }

    @Test
    @DisplayName("know who is there also where nobody follows, once the others have answered")
    void presenceElsewhere() throws Exception {
        Node west = new Node();
        CompletableFuture<Roster> asked = CompletableFuture.supplyAsync(() -> west.presence.of(ada.caller, workspace));
        while (!west.studio.hasFeed(workspace)) {
            Thread.onSpinWait();
        }
        passes(Duration.ofSeconds(1));
        assertEquals(2, asked.join().people().size());
        passes(Duration.ofMinutes(2));
        assertFalse(west.studio.hasFeed(workspace));
    }

    @Test
    @DisplayName("G22: show nobody of one that died for longer than 36 s, and nobody is lost who is there")
    void ghosts() {
        bob.enters();
        ada.enters();
        assertEquals(Optional.of(List.of(ada.occupant(), bob.occupant())), ada.answers.get(0));
        passes(Duration.ofSeconds(60));
        assertEquals(2, ada.sees().people().size());
        assertEquals(0, ada.count("room:left"));

        south.dies();
        passes(Duration.ofSeconds(20));
        assertEquals(2, ada.sees().people().size());
        passes(Duration.ofSeconds(17));
        assertEquals(1, ada.sees().people().size());
        assertEquals(1, ada.count("room:left"));
    }

    @Test
    @DisplayName("pass on who types and what is signalled, but not to the connection that it came from")
    void whispers() {
        JsonObject signal = Json.createObjectBuilder()
                .add("workspaceId", workspace.id().toString())
                .add("name", "cursor")
                .add("data", 7)
                .build();
        ada.performs("signal", signal);
        assertEquals(1, bob.count("signal"));
        assertEquals(0, ada.count("signal"));
        JsonObject typing = Json.createObjectBuilder()
                .add("workspaceId", workspace.id().toString())
                .add("taskId", UUID.randomUUID().toString())
                .build();
        bob.performs("task:typing", typing);
        assertEquals(1, ada.count("task:typing"));
        assertEquals(0, bob.count("task:typing"));

        Guest cid = new Guest("Cid", south);
        cid.enters();
        ada.performs(
                "signal",
                Json.createObjectBuilder(signal)
                        .add("room", "document")
                        .add("name", "selection")
                        .build());
        assertEquals(1, cid.count("signal"));
        assertEquals(1, bob.count("signal"));
    }

    @Test
    @DisplayName("have the same rooms: who is in them, who comes and goes, and what is relayed")
    void rooms() {
        ada.enters();
        bob.enters();
        assertEquals(Optional.of(List.of(bob.occupant(), ada.occupant())), bob.answers.get(0));
        assertEquals(1, ada.count("room:joined"));
        ada.relays("x");
        bob.relays("y");
        assertEquals(List.of("x"), bob.received());
        assertEquals(List.of("y"), ada.received());

        south.rooms.leave(bob.session, document, () -> {});
        settle();
        assertEquals(1, ada.count("room:left"));
        ada.relays("z");
        assertEquals(List.of("x"), bob.received());
    }

    @Test
    @DisplayName("tell those in a room that they may have missed something while the nodes did not hear each other")
    void missed() {
        ada.enters();
        bob.enters();
        assertEquals(0, bob.count("room:missed"));
        corridor.shut();
        ada.relays("x");
        corridor.open();
        settle();
        assertEquals(List.of(), bob.received());
        assertEquals(1, bob.count("room:missed"));
        ada.relays("y");
        assertEquals(List.of("y"), bob.received());
    }

    @Test
    @DisplayName("F2: count somebody's connections together: the newest of too many goes, whoever was there stays")
    void seats() {
        List<Guest> many = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            many.add(new Guest(ada.caller, i % 2 == 0 ? south : north));
        }
        passes(Duration.ofSeconds(6));
        many.forEach(one -> assertTrue(one.session.isOpen()));

        Guest surplus = new Guest(ada.caller, south);
        answers(many);
        assertEquals(Optional.of(CloseCode.TOO_MANY_CONNECTIONS), surplus.tape.closed);
        assertEquals(30_000, surplus.tape.last().getJsonObject("payload").getInt("retryAfterMs"));
        many.forEach(one -> assertTrue(one.session.isOpen()));
        assertTrue(ada.session.isOpen());

        many.get(0).session.gone();
        settle();
        Guest next = new Guest(ada.caller, north);
        answers(many);
        assertTrue(next.session.isOpen());
        many.set(0, next);
        passes(Duration.ofSeconds(3));
        Guest elsewhere = new Guest(ada.caller, new Node());
        answers(many);
        assertEquals(Optional.of(CloseCode.TOO_MANY_CONNECTIONS), elsewhere.tape.closed);
        assertTrue(next.session.isOpen());
    }

    @Test
    @DisplayName("F2: do not keep somebody out for connections on the other one that are dead")
    void deadSeats() {
        List<Guest> many = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            many.add(new Guest(ada.caller, north));
        }
        passes(Duration.ofSeconds(6));
        Guest next = new Guest(ada.caller, south);
        many.remove(0);
        answers(many);
        passes(Duration.ofSeconds(6));
        assertTrue(next.session.isOpen());
        assertEquals(Optional.empty(), next.tape.closed);
    }

    /** Ada's first connection and these prove that they live, again and again for three seconds. */
    private void answers(List<Guest> alive) {
        for (int i = 0; i < 30; i++) {
            ada.session.heard();
            alive.forEach(one -> one.session.heard());
            passes(STEP);
        }
    }
}
