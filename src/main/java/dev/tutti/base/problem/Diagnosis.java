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
     * The standard's words for a wait that was given up (HYT00), a transaction that gave way to another (40001), a
     * lack of resources (class 53) and a connection that broke (class 08); PostgreSQL has its own for a deadlock
     * (40P01), a lock (55P03), a statement that took too long (57014), its own end and beginning (57P01 to 57P03), and
     * a transaction that stood still for too long (25P03). 25006 is what one says that is the primary no more.
     */
    private static final Pattern PASSING =
            Pattern.compile("HYT00|40001|40P01|55P03|53...|08...|57014|57P0[1-3]|25P03|25006");

    /** A commit whose answer did not come. */
    private static final String IN_DOUBT = "08007";

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
        return refusal.or(() ->
                        seen.stream().filter(Diagnosis::isInDoubt).findFirst().map(doubt -> doubt()))
                .or(() -> seen.stream().filter(Diagnosis::passes).findFirst().map(Diagnosis::busy));
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

    private static boolean isInDoubt(Throwable cause) {
        return cause instanceof SQLException refusal && IN_DOUBT.equals(refusal.getSQLState());
    }

    /** @return the answer to a write of which nobody knows whether it took place */
    public static Problem doubt() {
        LOG.log(System.Logger.Level.WARNING, "database.doubt");
        return new Problem.NotNow(
                ErrorCode.OUTCOME_UNKNOWN,
                "The database did not say whether this was saved. Send the same again with the same Idempotency-Key: it"
                        + " is carried out once, and the answer tells what became of it.",
                BUSY);
    }

    private static Problem busy(Throwable cause) {
        String state = cause instanceof SQLException refusal ? refusal.getSQLState() : "no connection";
        LOG.log(System.Logger.Level.WARNING, "database.busy state=" + state);
        return new Problem.NotNow(
                ErrorCode.UNAVAILABLE, "The database is busy. Nothing was written; send the same again later.", BUSY);
    }
}
