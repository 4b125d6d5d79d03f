package dev.tutti.work.search;

import dev.tutti.base.search.Found;
import dev.tutti.base.search.Terms;
import java.util.Comparator;
import java.util.List;

/**
 * Something that was found, and how well it fits: whole words count more than beginnings, and a title more than a text,
 * the same on every database. Of two that fit equally well the newer comes first.
 */
record Ranked(Found found, int fit) {
    static final Comparator<Ranked> BEST_FIRST = Comparator.comparingInt((Ranked ranked) -> ranked.fit())
            .thenComparing(ranked -> ranked.found().createdAt())
            .thenComparing(ranked -> ranked.found().id())
            .reversed();

    private static final int IN_TITLE = 4;
    private static final int EXCERPT = 160;
    private static final int BEFORE = 40;

    static Ranked of(Found found, Terms terms) {
        int title = found.titled() ? fit(terms, found.title()) : 0;
        return new Ranked(found, IN_TITLE * title + fit(terms, found.text()));
    }

    /** Each word counts once, however often it is said. */
    private static int fit(Terms terms, String text) {
        return terms.words().stream()
                .mapToInt(word -> new Terms(List.of(word))
                        .marks(text)
                        .mapToInt(mark -> mark.whole() ? 3 : 2)
                        .max()
                        .orElse(0))
                .sum();
    }

    Hit hit(Terms terms) {
        return new Hit(
                found.kind(),
                found.workspaceId(),
                found.id(),
                found.taskId(),
                found.room(),
                found.titled() ? marked(found.title(), terms) : new Hit.Marked(found.title(), List.of()),
                marked(excerpt(found.text(), terms), terms),
                found.createdAt());
    }

    private static Hit.Marked marked(String text, Terms terms) {
        return new Hit.Marked(
                text,
                terms.marks(text)
                        .map(mark -> new int[] {mark.start(), mark.end()})
                        .toList());
    }

    private static String excerpt(String text, Terms terms) {
        int first = terms.marks(text).findFirst().map(Terms.Mark::start).orElse(0);
        int start = whole(text, Math.max(0, first - BEFORE));
        int end = whole(text, Math.min(text.length(), start + EXCERPT));
        return (start > 0 ? "…" : "") + text.substring(start, end) + (end < text.length() ? "…" : "");
    }

    /** @return the index, moved out of the middle of a surrogate pair */
    private static int whole(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
