package dev.tutti.live.hub;

import dev.tutti.base.ManualClock;
import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.Frames;
import java.util.concurrent.Executor;

/** The live wing without a server, for tests outside of this room: nothing happens until {@link #settle}. */
public final class Studio {
    public final ManualClock clock = new ManualClock();
    public final Frames frames = new Frames(clock);
    public final Shelf shelf = new Shelf();
    public final Hub hub;
    public final Settings settings = ChosenSettings.of();

    private final Later later = new Later();
    private final SessionRegistry registry = new SessionRegistry();

    public Studio(Gatekeeper gatekeeper) {
        hub = new Hub(shelf, gatekeeper, frames, new Hub.Workers(later, later), settings.live());
        registry.hub = hub;
        registry.frames = frames;
        registry.settings = settings;
        registry.clock = clock;
        registry.threads = new Threads() {
            @Override
            Executor commands() {
                return later;
            }
        };
        registry.furnish();
    }

    /** Somebody connects, and is welcomed. */
    public Session opens(Caller caller, Tape tape) {
        StreamId inbox = StreamId.inbox(caller.id());
        if (shelf.extent(inbox).isEmpty()) {
            shelf.open(inbox);
        }
        return registry.open(caller, tape);
    }

    /** A journal grows by one entry, and the hub is told. */
    public void happens(StreamId stream, Author author, Entry.Happening what) {
        hub.hear(shelf.commit(stream, author, what));
    }

    /** Everything that was begun comes to its end. */
    public void settle() {
        later.runAll();
    }
}
