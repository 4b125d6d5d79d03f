package dev.tutti.work.move;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Columns for lists from elsewhere, each called like its list as far as a column can be, and unlike the others. */
final class Columns {
    private static final int MOST_CHARS = 30;

    private final Map<String, String> byList = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** By which number the next of the same name is told apart: nobody counts up to it once more. */
    private final Map<String, Integer> next = new HashMap<>();

    /**
     * @param list what it is known by elsewhere
     * @param name what people call it there
     */
    String of(String list, String name) {
        return byList.computeIfAbsent(list, first -> free(plain(name)));
    }

    private static String plain(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return switch (slug) {
            case "" -> "list";
            case "to-do" -> "todo";
            default -> slug.substring(0, Math.min(slug.length(), MOST_CHARS));
        };
    }

    private String free(String plain) {
        String name = plain;
        while (!taken.add(name)) {
            String number = "-" + next.merge(plain, 2, (before, two) -> before + 1);
            name = plain.substring(0, Math.min(plain.length(), MOST_CHARS - number.length())) + number;
        }
        return name;
    }
}
