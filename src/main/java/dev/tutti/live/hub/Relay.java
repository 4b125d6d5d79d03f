package dev.tutti.live.hub;

import dev.tutti.journal.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * Hands each committed entry to the hub. This runs on the committing thread, before the writer has its answer, and on
 * one server while the finished transaction still clings to the thread: it enqueues, and does nothing else.
 */
@ApplicationScoped
class Relay {
    @Inject
    Hub hub;

    void relay(@Observes(during = TransactionPhase.AFTER_SUCCESS) Entry entry) {
        hub.hear(entry);
    }
}
