package dev.tutti.work.webhook;

import dev.tutti.journal.Bulk;
import java.util.List;

/**
 * Which types of events a webhook is for: all, where none is named.
 *
 * @param types types as they are heard, or {@code task:*} for all of a noun
 */
record Wanted(List<String> types) {
    private static final String ALL_OF_IT = "*";

    Wanted {
        types = List.copyOf(types);
    }

    static Wanted parse(String kept) {
        return new Wanted(kept.isEmpty() ? List.of() : List.of(kept.split(",")));
    }

    /** @return also for a bulk, whatever is wanted: any of the changes in it may be of such a type */
    boolean includes(String type) {
        return types.isEmpty() || type.equals(Bulk.TYPE) || types.stream().anyMatch(one -> matches(one, type));
    }

    private static boolean matches(String wanted, String type) {
        return wanted.endsWith(ALL_OF_IT)
                ? type.startsWith(wanted.substring(0, wanted.length() - ALL_OF_IT.length()))
                : wanted.equals(type);
    }

    @Override
    public String toString() {
        return String.join(",", types);
    }
}
