package dev.tutti.journal;

import java.util.Optional;

/**
 * What there is of a journal: the entries after the floor, up to the head.
 *
 * @param floor the last entry that was trimmed; number 0 while none was
 * @param head the last entry
 */
public record Extent(Position floor, Position head) {
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
        return since.seq() < floor.seq() ? Optional.of(Gap.TOO_OLD) : Optional.empty();
    }
}
