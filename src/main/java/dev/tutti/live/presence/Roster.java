package dev.tutti.live.presence;

import dev.tutti.base.identity.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is there at one moment; a value. Those who came first stand first. */
public record Roster(Map<UserId, Present> people) {
    public static final Roster EMPTY = new Roster(Map.of());

    public Roster {
        people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
    }

    /** @return who is there after this change */
    public Roster apply(Diff diff) {
        Map<UserId, Present> after = new LinkedHashMap<>(people);
        diff.gone().forEach(after::remove);
        after.putAll(diff.changed());
        return new Roster(after);
    }

    /** @return who is there, or elsewhere, or both */
    public Roster and(Roster elsewhere) {
        if (elsewhere.people.isEmpty()) {
            return this;
        }
        Map<UserId, Present> all = new LinkedHashMap<>(people);
        elsewhere.people.forEach((person, present) -> all.merge(person, present, Present::and));
        return new Roster(all);
    }
}
