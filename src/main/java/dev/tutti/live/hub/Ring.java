package dev.tutti.live.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recent entries of a journal, without a hole between them, for followers just behind: a crowd that comes back does not go to the database. */
final class Ring {
    /** What the frames may weigh together, in bytes. */
    private static final int BYTES = 1_048_576;

    private final int most;
    private final List<Feed.Told> recent = new ArrayList<>();
    private int bytes;

    /** @param most how many entries to keep */
    Ring(int most) {
        this.most = most;
    }

    /** @param told the entry that follows the last one */
    void add(Feed.Told told) {
        recent.add(told);
        bytes += told.frame().bytes();
        int gone = 0;
        while (recent.size() - gone > most || bytes > BYTES) {
            bytes -= recent.get(gone++).frame().bytes();
        }
        recent.subList(0, gone).clear();
    }

    /** @return the entry with this number, if it is still there */
    Optional<Feed.Told> get(long seq) {
        long index = recent.isEmpty() ? -1 : seq - recent.get(0).entry().seq();
        return index >= 0 && index < recent.size() ? Optional.of(recent.get((int) index)) : Optional.empty();
    }

    void clear() {
        recent.clear();
        bytes = 0;
    }
}
