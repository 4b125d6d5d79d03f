package dev.tutti.work.webhook;

import dev.tutti.base.log.Trace;
import dev.tutti.base.log.Trail;
import dev.tutti.journal.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * To which trace the requests belonged that wrote the newest entries on this node. They are not kept with the entries: another
 * node, and one that was started since, posts without.
 */
@ApplicationScoped
class Traces {
    /** As far back as a receiver that answers is ever behind. */
    private static final int MOST = 10_000;

    private final Map<UUID, Trace> byMark = Collections.synchronizedMap(new Newest());

    private static final class Newest extends LinkedHashMap<UUID, Trace> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Trace> eldest) {
            return size() > MOST;
        }
    }

    /** On the thread that wrote it. */
    void note(@Observes(during = TransactionPhase.AFTER_SUCCESS) Entry entry) {
        Trail.trace().ifPresent(trace -> entry.position().mark().ifPresent(mark -> byMark.put(mark, trace)));
    }

    Optional<Trace> of(Entry entry) {
        return entry.position().mark().map(byMark::get);
    }
}
