package dev.tutti.base.database;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the database itself said of a failure, which each JPA provider and transaction manager wraps in its own way. */
final class SqlState {
    /** The standard's word for a commit of which nobody knows whether it took place. */
    static final String IN_DOUBT = "08007";

    /** A connection that broke. */
    static final String BROKEN = "08006";

    /**
     * Connections that cannot be had or broke, and a PostgreSQL that stops, has crashed or is starting; an H2 that gave its
     * file up.
     */
    private static final Pattern NO_ANSWER = Pattern.compile("08...|57P0[1-3]|90098|90121");

    /** An H2 that gave its file up: the database, and what was left of it to a connection. */
    private static final Pattern CLOSED = Pattern.compile("90098|90121");

    /** A transaction that gave way to another, on H2 and PostgreSQL, and PostgreSQL's own for a deadlock. */
    private static final Pattern GAVE_WAY = Pattern.compile("40001|40P01");

    private SqlState() {}

    /** @return whether the failure goes back to one whose state begins like this */
    static boolean isBehind(Throwable failure, String beginning) {
        return isBehind(failure, Pattern.compile(Pattern.quote(beginning) + ".*"));
    }

    /** @return whether there was nobody to answer */
    static boolean isNoAnswer(Throwable failure) {
        return isBehind(failure, NO_ANSWER);
    }

    /** @return whether H2 has given its file up */
    static boolean isClosed(Throwable failure) {
        return isBehind(failure, CLOSED);
    }

    /** @return whether the same, tried again, may well succeed */
    static boolean isGivingWay(Throwable failure) {
        return isBehind(failure, GAVE_WAY);
    }

    private static boolean isBehind(Throwable failure, Pattern state) {
        Set<Throwable> seen = new LinkedHashSet<>();
        gather(failure, seen);
        return seen.stream()
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .anyMatch(found -> found != null && state.matcher(found).matches());
    }

    /** A transaction manager tells why a commit failed in what it suppressed. */
    private static void gather(Throwable failure, Set<Throwable> seen) {
        if (seen.add(failure)) {
            Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                    .forEach(cause -> gather(cause, seen));
        }
    }
}
