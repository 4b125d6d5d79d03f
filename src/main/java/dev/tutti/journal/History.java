package dev.tutti.journal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The journals as their readers see them: only what is committed. Each call is one query of its own.
 */
public interface History {
    /** @return where the journal ends; empty when there is none */
    Optional<Position> head(StreamId stream);

    /** @return where each of these journals ends, in one look; those that do not exist are left out */
    Map<StreamId, Position> heads(Collection<StreamId> streams);

    /**
     * @param after the number of the last entry that the reader has
     * @param limit how many entries at most
     * @return the entries that follow, in order and without a hole
     */
    List<Entry> after(StreamId stream, long after, int limit);
}
