package dev.tutti.journal;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a journal: everything up to {@code seq} has been seen. The number alone would not prove that two sides
 * mean the same history, because a database that lost its tail uses numbers again; the epoch and the mark do.
 *
 * <p>Example: {@code 7f3a9c01:42:0192f0c1-…} says "42 entries of history 7f3a9c01, the last of which is 0192f0c1-…".
 *
 * @param epoch changes only when the journal's history was replaced
 * @param seq the number of the last entry seen; 0 before the first, then contiguous in commit order
 * @param mark the id of that entry; absent at 0, and where a client left it out
 */
public record Position(String epoch, long seq, Optional<UUID> mark) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-z]{1,16}):(0|[1-9][0-9]{0,17})(?::([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?");

    /**
     * @param text {@code epoch:seq} or {@code epoch:seq:mark}
     * @throws Problem.Invalid {@code bad_value} when it is neither
     */
    public static Position parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new Problem.Invalid(
                    ErrorCode.BAD_VALUE, "A position has the form epoch:seq or epoch:seq:mark, as the server gave it.");
        }
        return new Position(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Optional.ofNullable(matcher.group(3)).map(UUID::fromString));
    }

    @Override
    public String toString() {
        return epoch + ":" + seq + mark.map(id -> ":" + id).orElse("");
    }
}
