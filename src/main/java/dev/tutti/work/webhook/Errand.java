package dev.tutti.work.webhook;

import dev.tutti.base.outward.Destination;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be posted next to one address.
 *
 * @param turn by which the book knows that the errand is still ours
 * @param failures how often what comes next was not taken
 * @param reached up to where everything was taken
 * @param gap why what comes next does not follow on what came last; then that is said, and nothing else
 * @param head where the journal ends
 * @param entries some of those that come next, wanted or not
 * @param traces what this node knows of where they came from
 */
record Errand(
        UUID webhook,
        long turn,
        StreamId stream,
        Destination destination,
        Wanted wanted,
        List<WebhookSecret> secrets,
        int failures,
        Position reached,
        Optional<Gap> gap,
        Position head,
        List<Entry> entries,
        Traces traces) {
    boolean isRetry() {
        return failures > 0;
    }
}
