package dev.tutti.base.file;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** So many at a time, of which nobody has more than half: who is slow, or means to be, leaves room for others. */
final class Places {
    private final int most;
    private final int share;
    private final Limit limit;
    private final Map<UserId, Integer> taken = new HashMap<>();
    private int all;

    Places(int most, Limit limit) {
        this.most = most;
        share = (most + 1) / 2;
        this.limit = limit;
    }

    /** @return a place, if there is one for them */
    synchronized Optional<FileTurns.Turn> take(UserId who) {
        if (all == most || taken.getOrDefault(who, 0) == share) {
            limit.struck();
            return Optional.empty();
        }
        all++;
        taken.merge(who, 1, Integer::sum);
        return Optional.of(() -> free(who));
    }

    private synchronized void free(UserId who) {
        all--;
        taken.computeIfPresent(who, (holder, count) -> count == 1 ? null : count - 1);
    }
}
