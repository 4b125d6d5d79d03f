package dev.tutti.base.edit;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that a writer has seen, from the header {@code If-Match}. Without one, a write is unconditional.
 *
 * @param version empty when any version will do
 */
public record IfMatch(OptionalLong version) {
    public static final IfMatch ANY = new IfMatch(OptionalLong.empty());

    /** A weak tag counts like a strong one: proxies weaken tags when they compress, and a version means the same. */
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,17})\"");

    /**
     * @param header the header's value, null where the request has none
     * @throws Problem.Invalid {@code bad_value} when it is neither {@code *} nor one tag as the server gives them
     */
    public static IfMatch parse(String header) {
        if (header == null || header.strip().equals("*")) {
            return ANY;
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "If-Match", "must be the ETag that you were given, or *.");
        }
        return new IfMatch(OptionalLong.of(Long.parseLong(tag.group(1))));
    }

    /**
     * Lets a write of some fields through if nobody has changed any of them since the version that the writer saw.
     *
     * @param current the version there is now
     * @throws Problem.StaleVersion naming the fields that both sides changed
     */
    public void permit(long current, FieldVersions history, Collection<String> fields) {
        SortedSet<String> both = new TreeSet<>(fields);
        if (version.isPresent() && version.getAsLong() <= current) {
            both.retainAll(history.since(version.getAsLong()));
        }
        if (version.isPresent() && version.getAsLong() != current && !both.isEmpty()) {
            throw new Problem.StaleVersion(current, both);
        }
    }

    /** The same for a write that concerns every field, such as a deletion. */
    public void permitAll(long current, FieldVersions history) {
        // A version that was never given out is as stale as can be, even if no field was ever changed.
        SortedSet<String> fields = new TreeSet<>(history.since(0));
        if (fields.isEmpty()) {
            fields.add("version");
        }
        permit(current, history, fields);
    }
}
