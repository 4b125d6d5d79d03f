package dev.tutti.live.hub;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.NoBus;
import dev.tutti.live.protocol.Frames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The live wing without a server, for tests outside of this room: nothing happens until {@link #settle}, and nothing that
 * takes time until {@link #passes}.
 */
public final class Studio {
    public final ManualClock clock;
    public final Frames frames;
    public final Shelf shelf;
    public final Bus bus;
    public final Hub hub;
    public final Settings settings;
    public final SessionRegistry registry = new Registry();

    private final Later later = new Later();
    private final List<Attendance> attendances = new ArrayList<>();
    private final List<Alarm> alarms = new CopyOnWriteArrayList<>();

    /** By how much the clock was set. */
    private Duration set = Duration.ZERO;

    private record Alarm(Instant at, Runnable what) {}

    public Studio() {
        this(new Doorman());
    }

    public Studio(Doorman doorman) {
        this(doorman, ChosenSettings.of());
    }

    public Studio(Doorman doorman, Settings settings) {
        this(doorman, settings, new ManualClock(), new Shelf(), new NoBus());
    }

    /** A node of several, on the same journals. */
    public Studio(Doorman doorman, Settings settings, ManualClock clock, Shelf shelf, Bus bus) {
        this.settings = settings;
        this.clock = clock;
        this.shelf = shelf;
        this.bus = bus;
        this.frames = new Frames(clock);
        Feed.Surroundings around = new Feed.Surroundings(
                shelf,
                frames,
                settings.live().ring(),
                new Attendances(attendances),
                new Commits(clock, System::nanoTime));
        hub = new Hub(doorman.before(shelf), new Hub.Workers(later, later), around, bus);
        registry.hub = hub;
        registry.frames = frames;
        registry.settings = settings;
        registry.clock = clock;
        registry.bus = bus;
        registry.nanos = this::nanos;
        registry.threads = new Threads() {
            @Override
            Executor commands() {
                return later;
            }

            @Override
            Lanes lanes() {
                return new Lanes(Runnable::run, 1);
            }
        };
        registry.furnish();
    }

    private final class Registry extends SessionRegistry {
        @Override
        public Future<?> after(Duration delay, Runnable what) {
            alarms.add(new Alarm(clock.instant().plus(delay), what));
            return new CompletableFuture<>();
        }

        @Override
        public void every(Duration delay, Runnable what) {
            after(delay, () -> {
                what.run();
                every(delay, what);
            });
        }
    }

    /** @return the time as it passes */
    public long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis() - set.toMillis());
    }

    /** Somebody sets the clock of this node: no time passes. */
    public void setsClock(Duration by) {
        clock.advance(by);
        set = set.plus(by);
        alarms.replaceAll(alarm -> new Alarm(alarm.at().plus(by), alarm.what()));
    }

    /** Looks at the heads of the journals, as every second. */
    public void looks() {
        hub.look();
        settle();
    }

    /** Somebody wants to know who comes and who goes. */
    public void attends(Attendance attendance) {
        attendances.add(attendance);
    }

    /** Somebody connects, and is welcomed. */
    public Session opens(Caller caller, Wire wire) {
        StreamId inbox = StreamId.inbox(caller.id());
        if (shelf.extent(inbox).isEmpty()) {
            shelf.open(inbox);
        }
        return registry.open(caller, wire);
    }

    /** A journal grows by one entry, and the hub is told. */
    public void happens(StreamId stream, Author author, Entry.Happening what) {
        hub.hear(shelf.commit(stream, author, what));
    }

    public boolean hasFeed(StreamId stream) {
        return hub.hasFeed(stream);
    }

    /** Everything that was begun comes to its end. */
    public void settle() {
        later.runAll();
    }

    /** Time goes by, and what was to be done meanwhile is done when it is due. */
    public void passes(Duration time) {
        Instant end = clock.instant().plus(time);
        settle();
        for (Optional<Alarm> next = due(end); next.isPresent(); next = due(end)) {
            alarms.remove(next.get());
            // What is overdue, because the node stood still, is done now and not before.
            if (next.get().at().isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), next.get().at()));
            }
            next.get().what().run();
            settle();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    private Optional<Alarm> due(Instant end) {
        return alarms.stream().filter(alarm -> !alarm.at().isAfter(end)).min(Comparator.comparing(Alarm::at));
    }
}
