package dev.tutti.live.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.Corridor;
import dev.tutti.live.bus.Ear;
import dev.tutti.live.bus.NodeId;
import dev.tutti.live.bus.Topic;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Glimpse;
import dev.tutti.live.hub.Lookout;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.protocol.CloseCode;
import jakarta.enterprise.event.Startup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The inspector")
class InspectorTest {
    private final Shelf shelf = new Shelf();
    private final Corridor corridor = new Corridor();
    private final StreamId workspace = StreamId.workspace(UUID.randomUUID());
    private final Node north = new Node();
    private final Node south = new Node();

    /** One of two nodes, by itself. */
    private final class Node {
        final Bus end = corridor.end();
        final Studio studio = new Studio(
                new Doorman(), ChosenSettings.of("TUTTI_QUEUE_FRAMES", "8"), new ManualClock(), shelf, new AtOnce(end));
        final NodeId id = NodeId.random();
        final Inspector inspector = new Inspector();

        Node() {
            inspector.hub = studio.hub;
            inspector.registry = studio.registry;
            inspector.lookout = Lookout.over(studio.registry);
            inspector.bus = studio.bus;
            inspector.me = id;
            inspector.nanos = studio::nanos;
            inspector.patience = Duration.ZERO;
            inspector.start(new Startup());
        }

        Session joins(String name, Tape tape) {
            Credential credential = new Credential(
                    UUID.randomUUID(),
                    Optional.empty(),
                    false,
                    studio.clock.instant(),
                    studio.clock.instant().plus(Duration.ofDays(1)));
            Caller caller = new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
            Session session = studio.opens(caller, tape);
            settle();
            studio.hub.join(session, workspace, Optional.empty(), joined -> Optional.empty());
            settle();
            return session;
        }

        List<Connected> lists(Optional<UserId> of) {
            return inspector.connections(of, PageRequest.parse(null, null)).items();
        }
    }

    /** A bus by which an answer is there as soon as the question has been asked: nobody waits in a test. */
    private final class AtOnce implements Bus {
        private final Bus bus;

        AtOnce(Bus bus) {
            this.bus = bus;
        }

        @Override
        public void follow(StreamId stream) {
            bus.follow(stream);
        }

        @Override
        public void forget(StreamId stream) {
            bus.forget(stream);
        }

        @Override
        public void hint(StreamId stream, long seq) {
            bus.hint(stream, seq);
        }

        @Override
        public void say(StreamId stream, Topic topic, byte[] body) {
            bus.say(stream, topic, body);
            if (topic == Topic.INSPECTION) {
                corridor.run();
            }
        }

        @Override
        public void listen(Topic topic, Ear ear) {
            bus.listen(topic, ear);
        }

        @Override
        public State state() {
            return bus.state();
        }
    }

    @BeforeEach
    void open() {
        shelf.open(workspace);
        passes(Inspector.BEAT);
    }

    @Test
    @DisplayName("tells how far each connection is, and what it was sent last by its type alone")
    void position() {
        Session ada = north.joins("Ada", new Tape());
        Tape slow = new Tape();
        Session bob = north.joins("Bob", slow);
        slow.slow();
        for (int i = 0; i < 3; i++) {
            happens(north);
        }

        Map<UUID, Glimpse> seen = north.lists(Optional.empty()).stream()
                .map(Connected::connection)
                .collect(Collectors.toMap(Glimpse::id, glimpse -> glimpse));

        Glimpse adas = seen.get(ada.id());
        assertEquals("Ada", adas.user().name());
        assertEquals("websocket", adas.transport());
        assertEquals(ada.caller().credential().signIn(), adas.signInId());
        assertEquals("test:said", adas.last().orElseThrow().type());
        assertEquals(0, adas.lag());
        assertEquals(2, adas.follows());
        assertTrue(adas.journals().contains(new Glimpse.Followed("workspace", workspace.id(), 3, 0)));
        assertEquals(0, adas.queuedFrames());
        assertEquals(2, seen.get(bob.id()).queuedFrames());
        assertTrue(seen.get(bob.id()).queuedBytes() > 0);
    }

    @Test
    @DisplayName("tells how far behind a connection is whose client does not read, until it has read on")
    void behind() {
        Tape slow = new Tape();
        Session bob = north.joins("Bob", slow);
        slow.slow();
        for (int i = 0; i < 20; i++) {
            happens(north);
        }

        Glimpse behind = south.lists(Optional.of(bob.caller().id())).get(0).connection();
        assertEquals(8, behind.queuedFrames());
        assertTrue(behind.lag() > 0, () -> "lag " + behind.lag());
        assertTrue(behind.journals()
                .contains(new Glimpse.Followed("workspace", workspace.id(), 20 - behind.lag(), behind.lag())));

        slow.takeAll();
        settle();
        Glimpse after = south.lists(Optional.of(bob.caller().id())).get(0).connection();
        assertEquals(0, after.queuedFrames());
        assertEquals(0, after.lag());
        assertTrue(after.journals().contains(new Glimpse.Followed("workspace", workspace.id(), 20, 0)));
    }

    @Test
    @DisplayName("lists the connections of all nodes, a page at a time, or those of one person")
    void everywhere() {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sessions.add(north.joins("North " + i, new Tape()));
            sessions.add(south.joins("South " + i, new Tape()));
        }

        List<String> listed = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Connected> page = north.inspector.connections(Optional.empty(), new PageRequest(2, next));
            assertEquals(2, page.items().size());
            page.items().forEach(one -> listed.add(one.connection().id().toString()));
            next = page.next();
        } while (next.isPresent());

        assertEquals(sessions.stream().map(one -> one.id().toString()).sorted().toList(), listed);
        List<Connected> one = north.lists(Optional.of(sessions.get(1).caller().id()));
        assertEquals(1, one.size());
        assertEquals(south.id.value(), one.get(0).node());
    }

    @Test
    @DisplayName("ends a connection on whichever node it is, and says whether there was one")
    void kicks() {
        Tape tape = new Tape();
        Session there = south.joins("Ada", tape);
        Session other = south.joins("Bob", new Tape());

        assertTrue(north.inspector.kick(there.id()));
        settle();

        assertEquals(Optional.of(CloseCode.RESTART), tape.closed);
        assertTrue(other.isOpen());
        assertFalse(north.inspector.kick(UUID.randomUUID()));
    }

    @Test
    @DisplayName("does not say that there was no such connection before every node that is known of has answered")
    void silence() {
        Session here = north.joins("Ada", new Tape());
        corridor.dies(south.end);

        assertThrows(Problem.NotNow.class, () -> north.inspector.kick(UUID.randomUUID()));
        assertTrue(north.inspector.kick(here.id()));
        passes(Duration.ofSeconds(40));
        assertFalse(north.inspector.kick(UUID.randomUUID()));
    }

    @Test
    @DisplayName("tells of all nodes how many are connected, and which workspaces have the most to tell")
    void numbers() {
        north.joins("Ada", new Tape());
        south.joins("Bob", new Tape());
        south.joins("Cem", new Tape());
        passes(Inspector.BEAT);
        for (int i = 0; i < 4; i++) {
            happens(north);
        }
        passes(Inspector.BEAT);

        Cluster seen = north.inspector.numbers();

        assertEquals("up", seen.bus());
        assertEquals(
                List.of(north.id.value(), south.id.value()),
                seen.nodes().stream().map(node -> node.node().orElseThrow()).toList());
        assertEquals(
                List.of(true, false),
                seen.nodes().stream().map(Cluster.Node::here).toList());
        assertEquals(
                List.of(1L, 2L, 3L),
                Stream.concat(seen.nodes().stream(), Stream.of(seen.total()))
                        .map(node -> node.connections().get("websocket"))
                        .toList());
        assertEquals(List.of(new Numbers.Busy(workspace.id(), 2, 6)), seen.workspaces());
    }

    @Test
    @DisplayName("believes what a node said for as long as a lease, and sees itself in any case")
    void alone() {
        assertEquals(2, north.inspector.numbers().nodes().size());
        corridor.dies(south.end);
        passes(Duration.ofSeconds(40));

        assertEquals(
                List.of(north.id.value()),
                north.inspector.numbers().nodes().stream()
                        .map(node -> node.node().orElseThrow())
                        .toList());
        north.joins("Ada", new Tape());
        assertEquals(1, north.lists(Optional.empty()).size());
    }

    @Test
    @DisplayName("tells within which time a part of all deliveries was there, by the bounds that they are counted by")
    void quantiles() {
        List<Long> latencies = new ArrayList<>(List.of(0L, 50L, 45L, 4L));
        latencies.addAll(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L));

        assertEquals(Optional.of(1.0), Meter.quantile(latencies, 0.5));
        assertEquals(Optional.of(2.0), Meter.quantile(latencies, 0.95));
        assertEquals(Optional.of(5.0), Meter.quantile(latencies, 0.99));
        assertEquals(Optional.of(10_000.0), Meter.quantile(latencies, 1));
        assertEquals(Optional.empty(), Meter.quantile(List.of(0L, 0L), 0.5));
        assertEquals(Optional.empty(), Meter.quantile(List.of(), 0.5));
    }

    private void happens(Node node) {
        node.studio.happens(workspace, Author.SERVER, new Entry.Happening("test:said", "{}", Optional.empty()));
        settle();
    }

    private void settle() {
        do {
            north.studio.settle();
            south.studio.settle();
        } while (corridor.run());
    }

    private void passes(Duration time) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minusSeconds(1)) {
            north.studio.passes(Duration.ofSeconds(1));
            south.studio.passes(Duration.ofSeconds(1));
            settle();
        }
    }
}
