package dev.tutti.live.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.command.Command;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.room.Building;
import dev.tutti.live.room.Place;
import dev.tutti.live.room.RoomName;
import dev.tutti.live.room.Rooms;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A signal")
class SignalsTest {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final Set<UserId> guests = new HashSet<>();
    private final Doorman doorman = new Doorman() {
        @Override
        public void checkMayWrite(Caller caller, UUID workspace) {
            if (guests.contains(caller.id())) {
                throw new Problem.Forbidden("Guests read.");
            }
        }
    };
    private final Studio studio = new Studio(doorman);
    private final Rooms rooms = Building.rooms(studio);
    private final Command signals = Signalling.commands(studio, doorman, rooms).get(1);
    private final StreamId workspace = StreamId.workspace(UUID.randomUUID());
    private final Member ada = new Member("Ada");
    private final Member bob = new Member("Bob");

    /** A connection of somebody. */
    private final class Member {
        final Tape tape = new Tape();
        final Caller caller;
        final Session session;

        Member(String name) {
            Credential credential = new Credential(
                    UUID.randomUUID(),
                    Optional.empty(),
                    false,
                    studio.clock.instant(),
                    studio.clock.instant().plus(Duration.ofHours(1)));
            caller = new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
            session = studio.opens(caller, tape);
        }

        void joins() {
            studio.hub.join(session, workspace, Optional.empty(), joined -> Optional.empty());
            studio.settle();
        }

        void signals(String name, String data) {
            signals(caller.with(new Echo(Optional.empty(), Optional.of(session.id()))), name, "", data);
        }

        void signals(Caller as, String name, String room, String data) {
            signals.perform(
                    as,
                    StrictJson.object("{\"workspaceId\":\"%s\",\"name\":\"%s\",%s\"data\":%s}"
                            .formatted(workspace.id(), name, room, data)));
            studio.settle();
        }

        List<String> heard() {
            return tape.frames().stream()
                    .filter(frame -> frame.getString("type").equals("signal"))
                    .map(frame -> frame.getJsonObject("payload").get("data").toString())
                    .toList();
        }
    }

    @BeforeEach
    void open() {
        studio.shelf.open(workspace);
        ada.joins();
        bob.joins();
    }

    @Test
    @DisplayName("reaches the others at once, says who sent it over which connection, and is in no journal")
    void passes() {
        ada.signals("cursor", "{\"x\":[1,null,\"two\"]}");

        JsonObject frame = bob.tape.last();
        JsonObject payload = frame.getJsonObject("payload");
        assertFalse(frame.containsKey("seq"));
        assertEquals(workspace.id().toString(), payload.getString("workspaceId"));
        assertEquals("cursor", payload.getString("name"));
        assertEquals("{\"x\":[1,null,\"two\"]}", payload.get("data").toString());
        assertEquals("Ada", payload.getJsonObject("user").getString("name"));
        assertEquals(ada.session.id().toString(), payload.getString("connectionId"));
        assertEquals(List.of(), ada.heard());
        assertEquals(0, studio.shelf.extent(workspace).orElseThrow().head().seq());
    }

    @Test
    @DisplayName("of a burst is passed on first and last: a cursor is seen to stop where it stopped")
    void burst() {
        for (int i = 1; i <= 20; i++) {
            ada.signals("cursor", Integer.toString(i));
        }
        assertEquals(List.of("1"), bob.heard());
        studio.passes(INTERVAL);
        assertEquals(List.of("1", "20"), bob.heard());

        ada.signals("cursor", "21");
        assertEquals(List.of("1", "20"), bob.heard());
        studio.passes(INTERVAL);
        assertEquals(List.of("1", "20", "21"), bob.heard());
        studio.passes(INTERVAL);
        ada.signals("cursor", "22");
        assertEquals(List.of("1", "20", "21", "22"), bob.heard());
    }

    @Test
    @DisplayName("keeps no other waiting: of another name, of another person or in a room")
    void keys() {
        bob.signals("cursor", "0");
        enters(bob);
        ada.signals("cursor", "1");
        ada.signals("selection", "2");
        ada.signals(ada.caller, "cursor", "\"room\":\"document\",", "3");

        assertEquals(List.of("1", "2", "3"), bob.heard());
        assertEquals(List.of("0"), ada.heard());
    }

    @Test
    @DisplayName("with a room is for those in it")
    void room() {
        Member eve = new Member("Eve");
        eve.joins();
        enters(eve);
        ada.signals(ada.caller, "cursor", "\"room\":\"document\",", "1");

        assertEquals(List.of("1"), eve.heard());
        assertEquals("document", eve.tape.last().getJsonObject("payload").getString("room"));
        assertEquals(List.of(), bob.heard());
    }

    @Test
    @DisplayName("reaches all of a person's connections where it came over none")
    void withoutConnection() {
        ada.signals(ada.caller, "cursor", "", "1");

        assertEquals(List.of("1"), ada.heard());
        assertFalse(ada.tape.last().getJsonObject("payload").containsKey("connectionId"));
    }

    @Test
    @DisplayName("waits for a slow reader, the newest of each name, and for so long as it is worth something")
    void slowReader() {
        bob.tape.slow();
        ada.signals("first", "0");
        for (int i = 1; i <= 3; i++) {
            ada.signals("cursor", Integer.toString(i));
            studio.passes(INTERVAL.multipliedBy(2));
        }
        bob.tape.takeAll();

        assertEquals(List.of("0", "3"), bob.heard());
    }

    @Test
    @DisplayName("is refused to guests, and what a removed member had still to say is not said")
    void mayWrite() {
        ada.signals("cursor", "1");
        ada.signals("cursor", "2");
        studio.happens(
                workspace,
                Author.of(ada.caller),
                new Entry.Happening("test:left", "{}", Optional.of(Revocation.ofMember(ada.caller.id()))));
        studio.passes(INTERVAL.multipliedBy(2));
        assertEquals(List.of("1"), bob.heard());

        guests.add(bob.caller.id());
        assertThrows(Problem.Forbidden.class, () -> bob.signals("cursor", "3"));
    }

    @Test
    @DisplayName("is refused when its data is too large, or its name or room is none")
    void bounds() {
        String most = "\"" + "x".repeat(4_094) + "\"";
        ada.signals("cursor", most);
        assertEquals(List.of(most), bob.heard());

        String more = "\"" + "x".repeat(4_095) + "\"";
        assertEquals(ErrorCode.LIMIT, refused(() -> ada.signals("cursor", more)));
        assertEquals(ErrorCode.BAD_VALUE, refused(() -> ada.signals("", "1")));
        assertEquals(ErrorCode.BAD_VALUE, refused(() -> ada.signals("a\\nb", "1")));
        assertEquals(ErrorCode.BAD_VALUE, refused(() -> ada.signals(ada.caller, "cursor", "\"room\":\"\",", "1")));
        assertEquals(ErrorCode.BAD_REQUEST, refused(() -> ada.signals(ada.caller, "cursor", "\"room\":7,", "1")));
    }

    private static ErrorCode refused(Runnable wrong) {
        return assertThrows(Problem.class, wrong::run).code();
    }

    private void enters(Member member) {
        rooms.enter(member.session, new Place(workspace, new RoomName("document")), within -> {});
        studio.settle();
    }
}
