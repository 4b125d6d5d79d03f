package dev.tutti.live.signal;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Limit;
import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Gatekeeper;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Whisper;
import dev.tutti.live.protocol.Frames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who is typing where. Passed on to the others there, now and then, and never kept. */
@ApplicationScoped
class Typists {
    /** Above it, places whose time is over are forgotten before another is remembered. */
    private static final int MANY = 10_000;

    @Inject
    Hub hub;

    @Inject
    Gatekeeper gatekeeper;

    @Inject
    Frames frames;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    private final Map<Place, Instant> told = new ConcurrentHashMap<>();

    private record Place(UserId user, UUID workspace, UUID task) {}

    /**
     * Somebody types in a task; at most one such notice per person and task goes out at a time.
     *
     * @throws dev.tutti.base.problem.Problem when they may not write there
     */
    void type(Caller caller, UUID workspace, UUID task) {
        gatekeeper.checkMayWrite(caller, workspace);
        Instant now = clock.instant();
        Instant before = now.minus(settings.live().typingEvery());
        Place place = new Place(caller.id(), workspace, task);
        AtomicBoolean due = new AtomicBoolean();
        told.compute(place, (same, last) -> {
            due.set(last == null || !last.isAfter(before));
            return due.get() ? now : last;
        });
        if (told.size() > MANY) {
            told.values().removeIf(last -> !last.isAfter(before));
        }
        if (due.get()) {
            hub.whisper(
                    StreamId.workspace(workspace),
                    new Whisper(
                            "typing:" + task + ":" + place.user(),
                            frames.typing(workspace, task, place.user(), caller.name()),
                            settings.signals().life()),
                    Author.of(caller));
        } else {
            Limit.TYPING_MILLIS.struck();
        }
    }
}
