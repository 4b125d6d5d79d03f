package dev.tutti.base.problem;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out what a failure comes down to, however many layers have wrapped it: a refusal of ours, or a database that
 * cannot take the request now but will take the same one later. Whatever else it is, it is a fault.
 */
public final class Diagnosis {
    private static final System.Logger LOG = System.getLogger(Diagnosis.class.getName());

    /** How long whoever found the database busy is asked to stay away. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    /**
     * The standard's words for a wait that was given up (HYT00), a transaction that gave way to another (40001), and a
     * lack of resources (class 53); PostgreSQL has its own for a deadlock (40P01) and a lock (55P03).
     */
    private static final Pattern PASSING = Pattern.compile("HYT00|40001|40P01|55P03|53...");

    /** A container's pool has no connection to give. By name, since only servers know the class. */
    private static final String POOL = "jakarta.resource.ResourceException";

    private Diagnosis() {}

    /** @return how to answer a failure that is not a fault; what was busy is logged here, in one line */
    public static Optional<Problem> of(Throwable failure) {
        Set<Throwable> seen = new LinkedHashSet<>();
        gather(failure, seen);
        Optional<Problem> refusal = seen.stream()
                .filter(Problem.class::isInstance)
                .map(Problem.class::cast)
                .findFirst();
        return refusal.or(
                () -> seen.stream().filter(Diagnosis::passes).findFirst().map(Diagnosis::busy));
    }

    /** A transaction manager tells why a commit failed in what it suppressed. */
    private static void gather(Throwable failure, Set<Throwable> seen) {
        if (seen.add(failure)) {
            Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                    .forEach(cause -> gather(cause, seen));
        }
    }

    private static boolean passes(Throwable cause) {
        if (cause instanceof SQLException refusal && refusal.getSQLState() != null) {
            return PASSING.matcher(refusal.getSQLState()).matches();
        }
        return Stream.<Class<?>>iterate(cause.getClass(), type -> type != null, Class::getSuperclass)
                .anyMatch(type -> type.getName().equals(POOL));
    }

    private static Problem busy(Throwable cause) {
        String state = cause instanceof SQLException refusal ? refusal.getSQLState() : "no connection";
        LOG.log(System.Logger.Level.WARNING, "database.busy state=" + state);
        return new Problem.NotNow(
                ErrorCode.UNAVAILABLE, "The database is busy. Nothing was written; send the same again later.", BUSY);
    }
}
