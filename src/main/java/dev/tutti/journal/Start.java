package dev.tutti.journal;

import java.util.Optional;

/**
 * Where somebody who wants to read a journal can begin.
 *
 * @param head the position of its last entry
 * @param gap why they cannot go on from the position that they have; empty when they can, or have none
 */
public record Start(Position head, Optional<Gap> gap) {
    /**
     * @param extent what there is of the journal
     * @param since the position that the reader has
     * @param known whether the entry that the position's mark names is in the journal
     * @param shutOut whether that entry or a later one ends the reader's access
     */
    static Start of(Extent extent, Optional<Position> since, boolean known, boolean shutOut) {
        return new Start(extent.head(), since.flatMap(position -> gap(extent, position, known, shutOut)));
    }

    private static Optional<Gap> gap(Extent extent, Position since, boolean known, boolean shutOut) {
        return extent.gap(since)
                .or(() -> Optional.of(Gap.AHEAD_OF_HISTORY)
                        .filter(lost -> since.mark().isPresent() && !known))
                .or(() -> Optional.of(Gap.ACCESS_CHANGED).filter(removed -> shutOut));
    }
}
