package dev.tutti.base.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next what to send as {@code after} for the part that follows; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /**
     * @param fetched up to {@link PageRequest#fetch} rows
     * @param place where a row stands in the order of the list
     */
    public static <R> Page<R> of(PageRequest request, List<R> fetched, Function<R, Cursor> place) {
        if (fetched.size() <= request.limit()) {
            return new Page<>(fetched, Optional.empty());
        }
        List<R> shown = fetched.subList(0, request.limit());
        return new Page<>(
                List.copyOf(shown),
                Optional.of(place.apply(shown.get(shown.size() - 1)).toString()));
    }

    public <V> Page<V> map(Function<? super T, ? extends V> view) {
        return new Page<>(items.stream().<V>map(view).toList(), next);
    }
}
