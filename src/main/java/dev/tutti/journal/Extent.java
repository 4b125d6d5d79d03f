package dev.tutti.journal;

import java.util.Optional;

/**
 * What there is of a journal: the entries after the floor, up to the head. The last entry is always kept, so whoever has
 * reached the head can go on from there.
 *
 * @param floor the number of the last entry that was trimmed; 0 while none was
 * @param head the position of the last entry
 */
public record Extent(long floor, Position head) {
    /**
     * Compares numbers and epochs. Whether an entry in between is the one that the position means, its mark says, and
     * only the journal knows it.
     *
     * @return whether the position can be one of this history, or why not
     */
    public Optional<Gap> gap(Position since) {
        if (!since.epoch().equals(head.epoch())) {
            return Optional.of(Gap.EPOCH_CHANGED);
        }
        if (since.seq() > head.seq()) {
            return Optional.of(Gap.AHEAD_OF_HISTORY);
        }
        // The entry itself must still be there, for what it says of the reader, unless it is the start.
        boolean kept = since.seq() > floor || since.seq() == 0 && floor == 0;
        return kept ? Optional.empty() : Optional.of(Gap.TOO_OLD);
    }
}
