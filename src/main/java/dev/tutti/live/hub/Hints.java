package dev.tutti.live.hub;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Ear;
import dev.tutti.live.bus.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What other nodes tell of journals: that there is something new. Where hearing begins, or begins again, it is looked
 * at once what was missed until then; for many journals in one look.
 */
final class Hints implements Ear {
    private static final System.Logger LOG = Log.of(Hints.class);

    private final Hub hub;
    private final Executor reading;
    private final Set<StreamId> begun = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    Hints(Hub hub, Executor reading) {
        this.hub = hub;
        this.reading = reading;
    }

    @Override
    public void hear(StreamId stream, NodeId from, byte[] said) {
        if (said.length == Long.BYTES) {
            Count.HINTS_HEARD.up();
            hub.hint(stream, ByteBuffer.wrap(said).getLong());
        }
    }

    @Override
    public void begin(StreamId stream) {
        begun.add(stream);
        if (looking.compareAndSet(false, true)) {
            reading.execute(this::look);
        }
    }

    private void look() {
        looking.set(false);
        List<StreamId> these = List.copyOf(begun);
        begun.removeAll(these);
        try {
            hub.look(these);
        } catch (RuntimeException unreadable) {
            // The regular look comes soon, and says so if it fails as well.
            LOG.log(System.Logger.Level.DEBUG, "The heads could not be read", unreadable);
        }
    }
}
