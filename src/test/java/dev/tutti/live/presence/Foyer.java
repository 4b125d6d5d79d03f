package dev.tutti.live.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One workspace in memory, into which people come and out of which they go. */
final class Foyer {
    final StreamId workspace = StreamId.workspace(UUID.randomUUID());
    final Set<UserId> strangers = new HashSet<>();
    final Studio studio = new Studio(new Host());
    final Presence presence = Presences.presence(studio, new Host());

    Foyer() {
        studio.shelf.open(workspace);
    }

    private final class Host extends Doorman {
        @Override
        public void check(Caller caller, UUID where) {
            if (strangers.contains(caller.id())) {
                throw new Problem.NotFound("workspace");
            }
        }
    }

    /** A connection of somebody. */
    final class Guest {
        final Caller caller;
        final Tape tape;
        final Session session;

        Guest(Caller caller, Tape tape) {
            this.caller = caller;
            this.tape = tape;
            session = studio.opens(caller, tape);
            studio.settle();
        }

        void joins() {
            studio.hub.join(
                    session,
                    workspace,
                    Optional.empty(),
                    joined -> Optional.of(studio.frames.joined(Json.createValue("join"), joined)));
            studio.settle();
        }

        void joinsIfOpen() {
            if (session.isOpen()) {
                joins();
            }
        }

        void says(Present.State state) {
            Echo here = new Echo(Optional.empty(), Optional.of(session.id()));
            presence.update(caller.with(here), workspace, state);
            studio.settle();
        }

        long count(String type) {
            return tape.types().stream().filter(type::equals).count();
        }

        /** @return the number of the last list or change that it was told */
        long number() {
            return fold().number();
        }

        /** @return who is there by all that it was told; fails where it was told a change and not the one before */
        Roster list() {
            return fold().roster();
        }

        private Fold fold() {
            Fold fold = new Fold(0, Roster.EMPTY);
            for (JsonObject frame : tape.frames()) {
                JsonObject payload = frame.getJsonObject("payload");
                if (frame.getString("type").equals("presence:state")) {
                    fold = new Fold(payload.getInt("n"), new Roster(people(payload.getJsonArray("online"))));
                } else if (frame.getString("type").equals("presence:diff")) {
                    assertEquals(fold.number() + 1, payload.getInt("n"), "a hole");
                    Set<UserId> gone = new HashSet<>();
                    payload.getJsonArray("gone").forEach(id -> gone.add(user(id)));
                    Diff diff = new Diff(people(payload.getJsonArray("changed")), gone);
                    fold = new Fold(payload.getInt("n"), fold.roster().apply(diff));
                }
            }
            return fold;
        }
    }

    private record Fold(long number, Roster roster) {}

    private static Map<UserId, Present> people(JsonArray list) {
        Map<UserId, Present> people = new LinkedHashMap<>();
        list.stream()
                .map(JsonValue::asJsonObject)
                .forEach(one -> people.put(
                        user(one.get("userId")),
                        new Present(
                                Present.State.of(one.getString("state")).orElseThrow(), one.getInt("connections"))));
        return people;
    }

    private static UserId user(JsonValue id) {
        return new UserId(UUID.fromString(((jakarta.json.JsonString) id).getString()));
    }

    Guest comes(String name) {
        return comes(somebody(name));
    }

    Guest comes(Caller caller) {
        return new Guest(caller, new Tape());
    }

    /** Somebody comes for a single page. */
    Guest polls(String name) {
        Tape tape = new Tape();
        tape.comesForAPage();
        return new Guest(somebody(name), tape);
    }

    void happens() {
        studio.happens(workspace, Author.of(somebody("Somebody")), happening(Optional.empty()));
    }

    void removes(Guest guest) {
        strangers.add(guest.caller.id());
        studio.happens(
                workspace, Author.of(guest.caller), happening(Optional.of(Revocation.ofMember(guest.caller.id()))));
    }

    void signsOut(Guest guest) {
        studio.happens(
                StreamId.inbox(guest.caller.id()),
                Author.of(guest.caller),
                happening(Optional.of(Revocation.ofAccount(guest.caller.id()))));
    }

    void passes(Duration time) {
        studio.passes(time);
    }

    boolean hasFeed() {
        return studio.hasFeed(workspace);
    }

    private static Entry.Happening happening(Optional<Revocation> revokes) {
        return new Entry.Happening("test:said", "{}", revokes);
    }

    private Caller somebody(String name) {
        Credential credential = new Credential(
                UUID.randomUUID(),
                Optional.empty(),
                false,
                studio.clock.instant(),
                studio.clock.instant().plus(Duration.ofDays(1)));
        return new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
    }
}
