package dev.tutti.live.signal;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.hub.Attendance;
import dev.tutti.live.hub.Gatekeeper;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.SessionRegistry;
import dev.tutti.live.hub.Whisper;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.room.Place;
import dev.tutti.live.room.Rooms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Passes signals on, never keeps them. Of one person's of one name (and room) at most one goes out in an interval; of those
 * that come meanwhile the newest goes out at its end, so that a cursor is seen to stop where it stopped.
 */
@ApplicationScoped
class Signals implements Attendance {
    @Inject
    Hub hub;

    @Inject
    Rooms rooms;

    @Inject
    Gatekeeper gatekeeper;

    @Inject
    SessionRegistry registry;

    @Inject
    Frames frames;

    @Inject
    Settings settings;

    /** Those of which one went out within the interval, and the newest that waits for its end. */
    private final Map<Signal.Key, Optional<Signal>> recent = new ConcurrentHashMap<>();

    /** @throws Problem when the caller may not write there, or says too much at once */
    void pass(Caller caller, Signal signal) {
        int most = settings.signals().bytes();
        if (signal.data().toString().getBytes(StandardCharsets.UTF_8).length > most) {
            Limit.SIGNAL_BYTES.struck();
            throw new Problem.TooMuch("The data of a signal has at most " + most + " bytes.");
        }
        gatekeeper.checkMayWrite(caller, signal.workspace().id());
        AtomicBoolean first = new AtomicBoolean();
        recent.compute(signal.key(), (key, waiting) -> {
            first.set(waiting == null);
            return first.get() ? Optional.empty() : Optional.of(signal);
        });
        if (first.get()) {
            tell(signal);
        } else {
            Limit.SIGNAL_MILLIS.struck();
        }
    }

    /** What a removed member had still to say is not said. */
    @Override
    public void revoked(StreamId stream, Optional<UserId> person) {
        recent.replaceAll((key, waiting) -> {
            boolean theirs = key.workspace().equals(stream)
                    && person.map(key.person()::equals).orElse(true);
            return theirs ? Optional.empty() : waiting;
        });
    }

    private void tell(Signal signal) {
        Whisper whisper = new Whisper(
                signal.outboxKey(),
                frames.notice("signal", signal.workspace().id(), signal.payload()),
                settings.signals().life());
        signal.room()
                .ifPresentOrElse(
                        room -> rooms.whisper(new Place(signal.workspace(), room), whisper, signal.by()),
                        () -> hub.whisper(signal.workspace(), whisper, signal.by()));
        registry.after(settings.signals().every(), () -> goOn(signal.key()));
    }

    /** The interval is over. */
    private void goOn(Signal.Key key) {
        AtomicReference<Optional<Signal>> newest = new AtomicReference<>(Optional.empty());
        recent.computeIfPresent(key, (same, waiting) -> {
            newest.set(waiting);
            return waiting.isPresent() ? Optional.empty() : null;
        });
        newest.get().ifPresent(this::tell);
    }
}
