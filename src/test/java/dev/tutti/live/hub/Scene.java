package dev.tutti.live.hub;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.Start;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.NoBus;
import dev.tutti.live.protocol.Frames;
import jakarta.json.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A hub over journals in memory, where nothing happens until {@link #settle}. */
final class Scene {
    static final Settings SETTINGS = ChosenSettings.of("TUTTI_QUEUE_FRAMES", "8", "TUTTI_BINARY_QUEUE_FRAMES", "8");
    static final Settings.Live LIMITS = SETTINGS.live();

    final ManualClock clock = new ManualClock();
    private Duration set = Duration.ZERO;
    private final SteadyClock steady =
            new SteadyClock(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis() - set.toMillis()));
    final Frames frames = new Frames(clock);
    final Shelf shelf = new Shelf();
    final Later later = new Later();
    final Set<UserId> strangers = new HashSet<>();
    final Hub hub;
    final StreamId workspace = StreamId.workspace(UUID.randomUUID());

    Scene() {
        hub = new Hub(new Host().before(shelf), new Hub.Workers(later, later), surroundings(), new NoBus());
        shelf.open(workspace);
    }

    /** @param reading where pages of journals are read, when the test says so */
    Scene(Later reading) {
        hub = new Hub(new Host().before(shelf), new Hub.Workers(later, reading), surroundings(), new NoBus());
        shelf.open(workspace);
    }

    /** @param journals the real ones, which everybody may read, instead of those in memory */
    Scene(History journals) {
        Gatekeeper gatekeeper = new Gatekeeper() {
            @Override
            public Start start(Caller caller, StreamId stream, Optional<Position> since) {
                return journals.start(stream, caller.id(), since, Condition.NONE)
                        .orElseThrow();
            }
        };
        hub = new Hub(gatekeeper, new Hub.Workers(later, later), surroundings(journals), new NoBus());
    }

    private Feed.Surroundings surroundings() {
        return surroundings(shelf);
    }

    private Feed.Surroundings surroundings(History history) {
        return new Feed.Surroundings(
                history, frames, LIMITS.ring(), new Attendances(List.of()), new Commits(clock, System::nanoTime));
    }

    /** Somebody sets the clock: no time passes. */
    void setsClock(Duration by) {
        clock.advance(by);
        set = set.plus(by);
    }

    Session.House house(Later commands) {
        return new Session.House(
                LIMITS,
                Outbox.Bounds.of(LIMITS, SETTINGS.rooms()),
                clock,
                steady,
                new Lanes(Runnable::run, 1),
                commands);
    }

    /** Lets everybody in but those who are named strangers. */
    private final class Host extends Doorman {
        @Override
        public void check(Caller caller, UUID where) {
            if (strangers.contains(caller.id())) {
                throw new Problem.NotFound("workspace");
            }
        }
    }

    /** Somebody's connection. */
    final class Actor {
        final Caller caller;
        final Tape tape = new Tape();
        final Session session;

        Actor(UserId user, String name) {
            Credential credential = new Credential(
                    UUID.randomUUID(),
                    Optional.empty(),
                    false,
                    clock.instant(),
                    clock.instant().plus(Duration.ofHours(1)));
            caller = new Caller(user, name, credential, Echo.NONE);
            session = new Session(caller, tape, house(later), ended -> {});
            session.admit();
            session.greeted();
        }

        void joins() {
            joins(workspace);
        }

        void joins(StreamId stream) {
            joins(stream, Optional.empty());
        }

        void joins(StreamId stream, Optional<Position> since) {
            hub.join(session, stream, since, joined -> Optional.of(frames.joined(Json.createValue("join"), joined)));
        }

        Author author() {
            return Author.of(caller);
        }
    }

    Actor enters(String name) {
        return enters(name, new UserId(UUID.randomUUID()));
    }

    Actor enters(String name, UserId user) {
        return new Actor(user, name);
    }

    /** Somebody says something that is worth nothing a moment later. */
    void whispers(Actor actor) {
        Echo here = new Echo(Optional.empty(), Optional.of(actor.session.id()));
        hub.whisper(
                workspace,
                new Whisper("typing", frames.pong(), Duration.ofSeconds(6)),
                Author.of(actor.caller.with(here)));
    }

    /** The workspace's journal grows by one entry, and the hub is told. */
    void happens() {
        hub.hear(shelf.commit(workspace));
    }

    /** The same, but the hint is lost. */
    void happensUnheard() {
        shelf.commit(workspace);
    }

    void removes(Actor actor) {
        hub.hear(shelf.commit(workspace, Shelf.SOMEBODY, Optional.of(Revocation.ofMember(actor.caller.id()))));
    }

    /** Everything that was begun comes to its end. */
    void settle() {
        later.runAll();
    }
}
