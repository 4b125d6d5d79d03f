package dev.tutti.live.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.identity.Echo;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.presence.Present.State;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Presence")
class PresenceTest {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Foyer foyer = new Foyer();
    private final Foyer.Guest ada = foyer.comes("Ada");
    private final Foyer.Guest bob = foyer.comes("Bob");

    @Test
    @DisplayName("is told to whoever joins as a whole, after the reply, and to the others by what has changed")
    void stateThenDiffs() {
        ada.joins();
        foyer.passes(MOMENT);
        assertEquals(List.of("connected", "reply", "presence:state"), ada.tape.types());
        bob.joins();
        foyer.passes(MOMENT);

        assertEquals(List.of("connected", "reply", "presence:state"), bob.tape.types());
        JsonObject diff = ada.tape.last();
        assertEquals("presence:diff", diff.getString("type"));
        assertFalse(diff.containsKey("seq"));
        JsonObject changed =
                diff.getJsonObject("payload").getJsonArray("changed").getJsonObject(0);
        assertEquals(bob.caller.id().toString(), changed.getString("userId"));
        assertEquals("active", changed.getString("state"));
        assertEquals(1, changed.getInt("connections"));
        assertEquals(2, ada.number());
        assertEquals(2, bob.number());
        assertEquals(ada.list(), bob.list());
    }

    @Test
    @DisplayName("agrees with the number that the reply to a join tells, which counts people and not connections")
    void online() {
        ada.joins();
        Foyer.Guest phone = foyer.comes(ada.caller);
        phone.joins();
        bob.joins();
        foyer.passes(MOMENT);

        assertEquals(1, phone.tape.frames().get(1).getJsonObject("data").getInt("online"));
        assertEquals(2, bob.tape.frames().get(1).getJsonObject("data").getInt("online"));
        assertEquals(2, bob.list().people().size());
        assertEquals(2, bob.list().people().get(ada.caller.id()).connections());
    }

    @Test
    @DisplayName("does not flicker: a connection that is lost and comes back within the grace is told to nobody")
    void cutAndBack() {
        ada.joins();
        bob.joins();
        foyer.passes(MOMENT);
        int before = ada.tape.frames().size();
        bob.session.gone();
        foyer.passes(GRACE.minus(MOMENT));
        Foyer.Guest back = foyer.comes(bob.caller);
        back.joins();
        foyer.passes(GRACE.multipliedBy(3));

        assertEquals(before, ada.tape.frames().size());
        assertEquals(ada.list(), back.list());
    }

    @Test
    @DisplayName("has no ghosts: whoever is lost for longer than the grace is gone, and then only")
    void cutForGood() {
        ada.joins();
        bob.joins();
        foyer.passes(MOMENT);
        int before = ada.tape.frames().size();
        bob.session.gone();
        foyer.passes(GRACE.minusMillis(1));
        assertEquals(before, ada.tape.frames().size());
        assertEquals(2, foyer.presence.of(ada.caller, foyer.workspace).people().size());

        foyer.passes(MOMENT);
        assertEquals(before + 1, ada.tape.frames().size());
        assertFalse(ada.list().people().containsKey(bob.caller.id()));
        assertEquals(ada.list(), foyer.presence.of(ada.caller, foyer.workspace));
    }

    @Test
    @DisplayName("sees those off at once who leave, hang up, sign out or are removed")
    void noGrace() {
        List<Consumer<Foyer.Guest>> ways = List.of(
                guest -> foyer.studio.hub.leave(guest.session, foyer.workspace, () -> {}),
                guest -> guest.session.goneForGood(),
                guest -> foyer.signsOut(guest),
                guest -> foyer.removes(guest));
        ada.joins();
        foyer.passes(MOMENT);
        for (Consumer<Foyer.Guest> way : ways) {
            Foyer.Guest guest = foyer.comes("Guest");
            guest.joins();
            foyer.passes(MOMENT);
            assertTrue(ada.list().people().containsKey(guest.caller.id()));
            way.accept(guest);
            foyer.passes(MOMENT);
            assertFalse(ada.list().people().containsKey(guest.caller.id()));
        }
    }

    @Test
    @DisplayName("is over at once for a member who is removed while their connection is only lost")
    void removedInGrace() {
        bob.joins();
        foyer.passes(MOMENT);
        bob.session.gone();
        foyer.passes(MOMENT);
        foyer.removes(bob);
        foyer.passes(MOMENT);

        assertEquals(Roster.EMPTY, foyer.presence.of(ada.caller, foyer.workspace));
        assertFalse(foyer.hasFeed(), "nothing is left of it");
    }

    @Test
    @DisplayName(
            "C4: tells a removed member nothing more, though their connection reads slowly and has yet to hear why")
    void removedAndSlow() {
        bob.joins();
        foyer.passes(MOMENT);
        bob.tape.slow();
        for (int i = 0; i < 300; i++) {
            foyer.happens();
        }
        foyer.passes(MOMENT);
        foyer.removes(bob);
        ada.joins();
        foyer.passes(MOMENT);
        bob.tape.takeAll();
        foyer.passes(MOMENT);

        assertEquals(1, bob.count("presence:state") + bob.count("presence:diff"));
        assertEquals("access:revoked", bob.tape.last().getString("type"));
        assertEquals(1, ada.list().people().size());
    }

    @Test
    @DisplayName("knows who is away: one connection at which they are is enough to be active")
    void away() {
        ada.joins();
        bob.joins();
        foyer.passes(MOMENT);
        bob.says(State.AWAY);
        foyer.passes(MOMENT);
        assertEquals(State.AWAY, ada.list().people().get(bob.caller.id()).state());

        foyer.comes(bob.caller).joins();
        foyer.passes(MOMENT);
        assertEquals(State.ACTIVE, ada.list().people().get(bob.caller.id()).state());
        // Without a connection of one's own it is said of all of them.
        foyer.presence.update(bob.caller.with(Echo.NONE), foyer.workspace, State.AWAY);
        foyer.passes(MOMENT);
        assertEquals(State.AWAY, ada.list().people().get(bob.caller.id()).state());
    }

    @Test
    @DisplayName("cannot be said of somebody else's connection")
    void notOfOthers() {
        ada.joins();
        bob.joins();
        foyer.passes(MOMENT);
        Echo bobs = new Echo(Optional.empty(), Optional.of(bob.session.id()));
        foyer.presence.update(ada.caller.with(bobs), foyer.workspace, State.AWAY);
        foyer.passes(MOMENT);

        assertEquals(State.ACTIVE, ada.list().people().get(bob.caller.id()).state());
        assertEquals(State.ACTIVE, ada.list().people().get(ada.caller.id()).state());
    }

    @Test
    @DisplayName("keeps what a connection said of itself when it joins anew, and tells it the whole list again")
    void joinsAnew() {
        ada.joins();
        bob.joins();
        bob.says(State.AWAY);
        foyer.passes(MOMENT);
        int before = ada.tape.frames().size();
        bob.joins();
        foyer.passes(GRACE.multipliedBy(2));

        assertEquals(before, ada.tape.frames().size());
        assertEquals(2, bob.count("presence:state"));
        assertEquals(ada.list(), bob.list());
    }

    @Test
    @DisplayName("tells of a storm of arrivals at once")
    void storm() {
        ada.joins();
        foyer.passes(MOMENT);
        Stream.generate(() -> foyer.comes("Somebody")).limit(300).forEach(Foyer.Guest::joins);
        foyer.passes(MOMENT);

        assertEquals(1, ada.count("presence:diff"));
        assertEquals(301, ada.list().people().size());
    }

    @Test
    @DisplayName("tells the whole list to whoever has not taken the change before yet")
    void slowReader() {
        ada.joins();
        foyer.passes(MOMENT);
        ada.tape.slow();
        foyer.happens();
        bob.joins();
        foyer.passes(MOMENT);
        bob.says(State.AWAY);
        foyer.passes(MOMENT);
        bob.session.goneForGood();
        foyer.passes(MOMENT);
        ada.tape.takeAll();

        assertEquals(0, ada.count("presence:diff"));
        assertEquals(2, ada.count("presence:state"));
        assertEquals(4, ada.number());
        assertEquals(List.of(ada.caller.id()), List.copyOf(ada.list().people().keySet()));
    }

    @Test
    @DisplayName("C11: is not for strangers, neither to see nor to be seen")
    void strangers() {
        ada.joins();
        foyer.passes(MOMENT);
        foyer.strangers.add(bob.caller.id());

        assertThrows(Problem.NotFound.class, () -> foyer.presence.of(bob.caller, foyer.workspace));
        assertThrows(Problem.NotFound.class, () -> foyer.presence.update(bob.caller, foyer.workspace, State.AWAY));
        assertThrows(Problem.NotFound.class, bob::joins);
        foyer.passes(MOMENT);
        assertEquals(1, ada.list().people().size());
    }

    @Test
    @DisplayName("counts nobody who comes for a single page, and has nothing to do with inboxes")
    void polls() {
        ada.joins();
        foyer.passes(MOMENT);
        Foyer.Guest poll = foyer.polls("Poll");
        poll.joins();
        foyer.passes(MOMENT);

        assertEquals(1, ada.list().people().size());
        assertEquals(0, ada.count("presence:diff"));
        assertEquals(0, poll.count("presence:state"));
        assertEquals(0, foyer.presence.online(StreamId.inbox(ada.caller.id())));
    }

    @Test
    @DisplayName("under any run of arrivals, cuts, leaves, removals and slow readers is the same for all who hear it")
    void randomRuns() {
        for (int seed = 0; seed < 200; seed++) {
            play(new Foyer(), new Random(seed));
        }
    }

    /** What each has been told makes the same list as who is there: {@link Foyer.Guest#list} fails at any hole. */
    private static void play(Foyer place, Random random) {
        List<Foyer.Guest> regulars =
                Stream.generate(() -> place.comes("Regular")).limit(3).toList();
        List<Foyer.Guest> guests = new ArrayList<>(regulars);
        guests.forEach(Foyer.Guest::joins);
        for (int step = 0; step < 60; step++) {
            Foyer.Guest guest = guests.get(random.nextInt(guests.size()));
            switch (random.nextInt(9)) {
                case 0, 1 -> {
                    Foyer.Guest other = place.comes(guest.caller);
                    other.joins();
                    guests.add(other);
                }
                case 2 -> guest.session.gone();
                case 3 -> place.studio.hub.leave(guest.session, place.workspace, () -> {});
                case 4 -> guest.says(random.nextBoolean() ? State.AWAY : State.ACTIVE);
                case 5 -> guest.tape.slow();
                case 6 -> guest.tape.takeAll();
                case 7 -> place.happens();
                default -> guest.joinsIfOpen();
            }
            place.passes(Duration.ofMillis(random.nextInt(random.nextInt(6) == 0 ? 16_000 : 150)));
        }
        guests.forEach(guest -> guest.tape.takeAll());
        place.passes(GRACE.multipliedBy(2));
        Roster there = place.presence.of(regulars.get(0).caller, place.workspace);
        for (Foyer.Guest guest : guests) {
            if (guest.session.isOpen() && guest.session.follows(place.workspace)) {
                assertEquals(there, guest.list());
            }
        }
        guests.forEach(guest -> guest.session.gone());
        place.passes(GRACE.multipliedBy(2));
        assertFalse(place.hasFeed(), "nothing is left of it");
    }
}
