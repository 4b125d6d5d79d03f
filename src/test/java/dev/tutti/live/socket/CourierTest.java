package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.room.Building;
import dev.tutti.live.room.Place;
import dev.tutti.live.room.RoomName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Courier")
class CourierTest {
    private static final int BURST = 40;

    private int asked;
    private boolean mayWrite = true;
    private final Doorman doorman = new Doorman() {
        @Override
        public void checkMayWrite(Caller caller, UUID workspace) {
            asked++;
            if (!mayWrite) {
                throw new Problem.Forbidden("Guests read.");
            }
        }
    };
    private final Studio studio = new Studio(
            doorman, ChosenSettings.of("TUTTI_BINARY_FRAME_BURST", "" + BURST, "TUTTI_BINARY_FRAMES_PER_SECOND", "10"));
    private final Courier.House house = new Courier.House();
    private final StreamId workspace = StreamId.workspace(UUID.randomUUID());
    private final Place place = new Place(workspace, new RoomName("document"));
    private final Tape tape = new Tape();
    private final Tape others = new Tape();
    private final Session session = studio.opens(caller(), tape);
    private final Session other = studio.opens(caller(), others);
    private Courier courier;

    @BeforeEach
    void open() {
        house.hub = studio.hub;
        house.rooms = Building.rooms(studio);
        house.gatekeeper = doorman;
        house.frames = studio.frames;
        house.settings = studio.settings;
        house.clock = studio.clock;
        studio.shelf.open(workspace);
        for (Session one : List.of(session, other)) {
            studio.hub.join(one, workspace, Optional.empty(), joined -> Optional.empty());
        }
        studio.settle();
        house.rooms.enter(other, place, within -> {});
        courier = new Courier(session, house);
    }

    @Test
    @DisplayName("takes frames to the others in the room, in order, and asks for the right once")
    void delivers() {
        enter();
        for (int i = 0; i < 30; i++) {
            courier.receive(frame(place, i));
        }
        studio.settle();

        assertEquals(30, others.relayed().size());
        for (int i = 0; i < 30; i++) {
            byte[] bytes = others.relayed().get(i).bytes();
            assertEquals(i, bytes[bytes.length - 1]);
        }
        assertEquals(1, asked);
    }

    @Test
    @DisplayName("B14: asks again when the journal has grown, for rights change by entries only")
    void asksAgain() {
        enter();
        courier.receive(frame(place, 1));
        studio.settle();
        mayWrite = false;
        studio.happens(
                workspace, Author.of(session.caller()), new Entry.Happening("test:said", "{}", Optional.empty()));
        studio.settle();
        courier.receive(frame(place, 2));
        studio.settle();

        assertEquals(1, others.relayed().size());
        assertEquals("forbidden", error());
    }

    @Test
    @DisplayName("D15: refuses what is short, of another kind, or for a room that the client is not in, and goes on")
    void refuses() {
        byte[] whole = frame(place, 1);
        byte[] otherKind = whole.clone();
        otherKind[0] = 2;
        byte[] noName = whole.clone();
        noName[17] = 0;
        byte[] longName = whole.clone();
        longName[17] = (byte) 255;
        byte[] notText = whole.clone();
        notText[18] = (byte) 0xFF;
        List<byte[]> wrong = List.of(
                new byte[0],
                new byte[] {1},
                Arrays.copyOf(whole, 17),
                Arrays.copyOf(whole, 20),
                otherKind,
                noName,
                longName,
                notText,
                whole);
        for (byte[] message : wrong) {
            int before = tape.frames().size();
            courier.receive(message);
            studio.settle();
            assertEquals(before + 1, tape.frames().size());
            assertEquals("bad_request", error());
        }
        assertTrue(session.isOpen());
        enter();
        courier.receive(whole);
        studio.settle();
        assertEquals(1, others.relayed().size());
        assertEquals(1, asked, "nobody was asked about strangers");
    }

    @Test
    @DisplayName("D12: drops what is above the rate and says so once a second; ten seconds of it end the connection")
    void rate() {
        enter();
        int before = tape.frames().size();
        for (int i = 0; i < BURST + 50; i++) {
            courier.receive(frame(place, i));
            studio.settle();
        }
        assertEquals(BURST, others.relayed().size());
        assertEquals(before + 1, tape.frames().size());
        assertEquals("rate_limited", error());
        studio.clock.advance(Duration.ofSeconds(1));
        courier.receive(frame(place, 0));
        studio.settle();
        assertEquals(BURST + 1, others.relayed().size());

        for (int tenths = 0; tenths < 115; tenths++) {
            for (int i = 0; i < 10; i++) {
                courier.receive(frame(place, i));
            }
            studio.settle();
            studio.clock.advance(Duration.ofMillis(100));
        }
        assertEquals(Optional.of(CloseCode.TOO_MANY_MESSAGES), tape.closed);
        assertEquals(10_000, tape.last().getJsonObject("payload").getInt("retryAfterMs"));
    }

    @Test
    @DisplayName("bounds what waits for its turn, however slow that comes")
    void waiting() {
        enter();
        for (int i = 0; i < 2 * BURST; i++) {
            courier.receive(frame(place, i));
            studio.clock.advance(Duration.ofMillis(100));
        }
        studio.settle();
        assertEquals(BURST, others.relayed().size());
        courier.receive(frame(place, 0));
        studio.settle();
        assertEquals(BURST + 1, others.relayed().size());
    }

    @Test
    @DisplayName("says of nonsense at most what it says of commands")
    void nonsense() {
        for (int seconds = 0; seconds < 20 && session.isOpen(); seconds++) {
            for (int i = 0; i < 30; i++) {
                courier.receive(new byte[1]);
                studio.settle();
            }
            studio.clock.advance(Duration.ofSeconds(1));
        }
        assertFalse(tape.frames().size() > 60 + 20 * 20 + 20);
    }

    private void enter() {
        house.rooms.enter(session, place, within -> {});
        studio.settle();
    }

    private String error() {
        return tape.last().getJsonObject("payload").getString("code");
    }

    private static byte[] frame(Place place, int data) {
        byte[] name = place.room().text().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 16 + 1 + name.length + 1)
                .put((byte) 1)
                .putLong(place.workspace().id().getMostSignificantBits())
                .putLong(place.workspace().id().getLeastSignificantBits())
                .put((byte) name.length)
                .put(name)
                .put((byte) data)
                .array();
    }

    private static Caller caller() {
        Credential credential = new Credential(UUID.randomUUID(), Optional.empty(), false, Instant.EPOCH, Instant.MAX);
        return new Caller(new UserId(UUID.randomUUID()), "Ada", credential, Echo.NONE);
    }
}
