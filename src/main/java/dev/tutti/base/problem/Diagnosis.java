package dev.tutti.base.problem;

import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds out what a failure comes down to, however many layers have wrapped it: a refusal of ours, or a database that
 * cannot take the request now but will take the same one later. Whatever else it is, it is a fault.
 */
public final class Diagnosis {
    private static final System.Logger LOG = Log.of(Diagnosis.class);

    /** How long whoever found the database busy is asked to stay away. */
    private static final Duration BUSY = Duration.ofSeconds(2);

    /**
     * The standard's words for a wait that was given up (HYT00), a transaction that gave way to another (40001), a
     * lack of resources (class 53) and a connection that broke (class 08); PostgreSQL has its own for a deadlock
     * (40P01), a lock (55P03), a statement that took too long (57014), its own end and beginning (57P01 to 57P03), and
     * a transaction that stood still for too long (25P03). 25006 is what one says that is the primary no more. H2 has its
     * own for a file that it has given up, and for one that it cannot read (90098, 90121, 90028, 90031).
     */
    private static final Pattern PASSING =
            Pattern.compile("HYT00|40001|40P01|55P03|53...|08...|57014|57P0[1-3]|25P03|25006|90098|90121|90028|90031");

    /** PostgreSQL's words for a disk that is full (also said of H2's), and for one that cannot be read or written. */
    private static final Pattern NO_ROOM = Pattern.compile("53100|58030");

    /** H2's word for whatever it has no other for; behind it may be that its file cannot be written. */
    private static final String GENERAL = "HY000";

    /** How long whoever found no room is asked to stay away: it has to be made. */
    private static final Duration FULL = Duration.ofSeconds(5);

    /** How often the log says that there is none. */
    private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

    private static final AtomicLong SAID = new AtomicLong(System.nanoTime() - SAY_AGAIN.toNanos());

    /** A commit whose answer did not come. */
    private static final String IN_DOUBT = "08007";

    /** A statement that was given up, at PostgreSQL. */
    private static final String STATEMENT_TOO_LONG = "57014";

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
                .or(() -> seen.stream().filter(Diagnosis::isNoRoom).findFirst().map(Diagnosis::full))
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

    private static boolean isNoRoom(Throwable cause) {
        if (!(cause instanceof SQLException refusal) || refusal.getSQLState() == null) {
            return false;
        }
        return NO_ROOM.matcher(refusal.getSQLState()).matches()
                || GENERAL.equals(refusal.getSQLState()) && isOfFile(refusal);
    }

    private static boolean isOfFile(Throwable failure) {
        Set<Throwable> behind = new LinkedHashSet<>();
        gather(failure, behind);
        return behind.stream().anyMatch(IOException.class::isInstance);
    }

    private static boolean isInDoubt(Throwable cause) {
        return cause instanceof SQLException refusal && IN_DOUBT.equals(refusal.getSQLState());
    }

    /** @return the answer to a write of which nobody knows whether it took place */
    public static Problem doubt() {
        LOG.log(System.Logger.Level.WARNING, "database.doubt");
        Count.DATABASE_DOUBTS.up();
        return new Problem.NotNow(
                ErrorCode.OUTCOME_UNKNOWN,
                "The database did not say whether this was saved. Send the same again with the same Idempotency-Key: it"
                        + " is carried out once, and the answer tells what became of it.",
                BUSY);
    }

    /** @return the answer to a write for which the database's disk has no room */
    public static Problem noRoom() {
        return new Problem.NotNow(
                ErrorCode.UNAVAILABLE,
                "The database cannot keep anything more at the moment. Nothing was written; send the same again later.",
                FULL);
    }

    /** What everybody finds who writes is not said to the log by each of them. */
    private static Problem full(Throwable cause) {
        long now = System.nanoTime();
        long said = SAID.get();
        if (now - said >= SAY_AGAIN.toNanos() && SAID.compareAndSet(said, now)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "database.no_room state=" + ((SQLException) cause).getSQLState() + " " + cause.getMessage());
        }
        return noRoom();
    }

    private static Problem busy(Throwable cause) {
        String state = cause instanceof SQLException refusal ? refusal.getSQLState() : "no connection";
        LOG.log(System.Logger.Level.WARNING, "database.busy state=" + state);
        Count.DATABASE_BUSY.up(state);
        if (state.equals(STATEMENT_TOO_LONG)) {
            Limit.DB_STATEMENT_SECONDS.struck();
        }
        return new Problem.NotNow(
                ErrorCode.UNAVAILABLE, "The database is busy. Nothing was written; send the same again later.", BUSY);
    }
}
