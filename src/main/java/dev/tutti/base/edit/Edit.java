package dev.tutti.base.edit;

import jakarta.json.JsonObject;
import java.util.Set;

/**
 * What a {@link MergePatch} comes to.
 *
 * @param after the editable fields as they are to be
 * @param changes the fields whose values are different now, with the new values; {@code null} where one was cleared
 */
public record Edit<T>(T after, JsonObject changes) {
    public boolean changesNothing() {
        return changes.isEmpty();
    }

    public boolean changes(String field) {
        return changes.containsKey(field);
    }

    public Set<String> fields() {
        return changes.keySet();
    }
}
