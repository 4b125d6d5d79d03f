package dev.tutti.base.edit;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which version of a thing last changed each of its fields. It is what lets two edits of different fields merge, and
 * tells the second editor of the same field what the first one changed.
 */
public final class FieldVersions {
    public static final FieldVersions NONE = new FieldVersions(Map.of());

    private final Map<String, Long> versions;

    private FieldVersions(Map<String, Long> versions) {
        this.versions = versions;
    }

    /** @return what {@link #toString} gave, read back */
    public static FieldVersions parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Map<String, Long> versions = new TreeMap<>();
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            versions.put(part.substring(0, equals), Long.valueOf(part.substring(equals + 1)));
        }
        return new FieldVersions(versions);
    }

    /** @return the same, with these fields changed at that version */
    public FieldVersions changed(Collection<String> fields, long version) {
        Map<String, Long> next = new TreeMap<>(versions);
        fields.forEach(field -> next.put(field, version));
        return new FieldVersions(next);
    }

    /** @return the fields that have changed after that version */
    public SortedSet<String> since(long version) {
        SortedSet<String> fields = new TreeSet<>();
        versions.forEach((field, changed) -> {
            if (changed > version) {
                fields.add(field);
            }
        });
        return Collections.unmodifiableSortedSet(fields);
    }

    /** @return the form in which it is kept, for example {@code status=5;title=3} */
    @Override
    public String toString() {
        return versions.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
    }
}
