package dev.tutti.base.page;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of a list is asked for.
 *
 * @param limit how many items at most, 1 to {@value #MAX_LIMIT}
 * @param after the {@link Cursor} that the page before ended with; empty for the first page
 */
public record PageRequest(int limit, Optional<String> after) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    /**
     * Reads the parameters {@code limit} and {@code after} as a request carries them, null where it does not.
     *
     * @throws Problem.Invalid {@code bad_value} when the limit is not a number from 1 to {@value #MAX_LIMIT}
     */
    public static PageRequest parse(String limit, String after) {
        return new PageRequest(limit == null ? DEFAULT_LIMIT : limit(limit), Optional.ofNullable(after));
    }

    /** @return how many rows to fetch: one more than are shown, which tells whether another page follows */
    public int fetch() {
        return limit + 1;
    }

    private static int limit(String text) {
        int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE, "limit", "must be a whole number from 1 to " + MAX_LIMIT + ".");
        }
        return limit;
    }
}
