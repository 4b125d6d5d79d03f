package dev.tutti.journal;

import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The journals as their readers see them: only what is committed. Each call is one query of its own.
 */
public interface History {
    /** @return what there is of the journal; empty when there is no such journal */
    Optional<Extent> extent(StreamId stream);

    /** @return where each of these journals ends, in one look; those that do not exist are left out */
    Map<StreamId, Position> heads(Collection<StreamId> streams);

    /**
     * @param after the number of the last entry that the reader has
     * @param limit how many entries at most
     * @return the entries that follow, in order; the first is not number {@code after + 1} when that one was trimmed
     */
    List<Entry> after(StreamId stream, long after, int limit);

    /**
     * Looks back.
     *
     * @param subject what the entries are to be about; empty for all
     * @param before the number that they are to come before
     * @return as many of the entries as the limit allows, the newest first
     */
    List<Entry> before(StreamId stream, Optional<UUID> subject, long before, int limit);

    /**
     * Asks whether somebody may read a journal, where it ends, and whether they can go on from where they are: in one
     * look, so that no removal comes in between.
     *
     * @param since the position that they have, if any
     * @param allowed what must be so for them to read it
     * @return empty when there is no such journal, or they may not
     */
    Optional<Start> start(StreamId stream, UserId reader, Optional<Position> since, Condition allowed);
}
