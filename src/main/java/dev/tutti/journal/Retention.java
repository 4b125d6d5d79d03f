package dev.tutti.journal;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Forgets the oldest entries of each journal: those older than the set age, and those beyond the set number. Nothing is
 * lost by it, because the state that they led to is kept: a snapshot and the entries after it are always the present
 * state. Whoever is further behind is told so and starts from a snapshot.
 *
 * <p>Each step is a short transaction of its own, so that no writer waits long for the journal.
 */
@ApplicationScoped
public class Retention implements Chore {
    /** Entries that are trimmed at once. */
    static final int BATCH = 500;
    /** Journals that are looked up at once. */
    private static final int JOURNALS = 100;

    private static final System.Logger LOG = Log.of(Retention.class);

    @Inject
    Trimmer trimmer;

    @Inject
    Settings settings;

    @Override
    public void run(Instant now) {
        Trimmer.Rule rule = new Trimmer.Rule(
                now.minus(settings.keep().entryAge()), settings.keep().entries());
        long trimmed = 0;
        for (var due = trimmer.due(rule, JOURNALS); !due.isEmpty(); due = trimmer.due(rule, JOURNALS)) {
            for (StreamId stream : due) {
                trimmed += trimmer.trim(stream, rule, BATCH);
            }
        }
        if (trimmed > 0) {
            Limit.RETENTION_ENTRIES.struck(trimmed);
            LOG.log(System.Logger.Level.INFO, "journal.trimmed entries={0}", trimmed);
        }
    }
}
