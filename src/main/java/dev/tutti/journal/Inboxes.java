package dev.tutti.journal;

import dev.tutti.base.identity.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * How a feature tells one person something: in all of their connections, on every node, in order, and to whoever is
 * away when they come back. Nobody else hears it. It is part of the caller's transaction, and is told if that commits.
 *
 * <p>Lock order: a workspace's journal before any inbox, and inboxes by ascending id. So whoever tells several people in
 * one transaction tells them sorted, and of one fact only (decision 0008).
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Inboxes {
    @Inject
    Journal journal;

    /**
     * Makes the caller the inbox's only writer until its transaction ends, after waiting for its turn.
     *
     * @return where the inbox ends: the next entry has the number after it
     */
    public Position hold(UserId person) {
        return journal.hold(StreamId.inbox(person)).orElseThrow(() -> new IllegalStateException("No inbox " + person));
    }

    /** @return the position of the new entry of that person's inbox */
    public Position tell(UserId person, Author author, Fact fact) {
        return journal.append(StreamId.inbox(person), author, fact);
    }
}
