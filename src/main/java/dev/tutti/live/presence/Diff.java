package dev.tutti.live.presence;

import dev.tutti.base.identity.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What makes one {@link Roster} of another; a value.
 *
 * @param changed how those are there now who were not, or otherwise
 * @param gone those who are there no more
 */
public record Diff(Map<UserId, Present> changed, Set<UserId> gone) {
    public Diff {
        changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
        gone = Collections.unmodifiableSet(new LinkedHashSet<>(gone));
    }

    public static Diff between(Roster before, Roster after) {
        Map<UserId, Present> changed = new LinkedHashMap<>(after.people());
        changed.entrySet().removeAll(before.people().entrySet());
        Set<UserId> gone = new LinkedHashSet<>(before.people().keySet());
        gone.removeAll(after.people().keySet());
        return new Diff(changed, gone);
    }

    public boolean isEmpty() {
        return changed.isEmpty() && gone.isEmpty();
    }
}
