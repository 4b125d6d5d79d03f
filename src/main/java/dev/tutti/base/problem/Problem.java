package dev.tutti.base.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Everything that Tutti may refuse, as one family. Thrown by use cases, which know nothing of HTTP or sockets, and
 * turned into a problem document or an error frame at the door. A problem thrown inside a transaction rolls it back.
 *
 * <p>Messages are read by the people who call us: they say what to do, and never repeat a secret or a stranger's data.
 */
@SuppressWarnings("serial") // a problem never leaves the process as a Java object
public abstract sealed class Problem extends RuntimeException {
    private final ErrorCode code;

    private Problem(ErrorCode code, String message) {
        // A problem is an answer, not a fault: nobody reads its stack, so none is taken.
        super(message, null, false, false);
        this.code = code;
    }

    /** @return the machine-readable reason */
    public ErrorCode code() {
        return code;
    }

    /** @return the fields that were refused; empty unless a request was not valid */
    public List<FieldError> errors() {
        return List.of();
    }

    /** @return how long the caller should wait before it tries again, where waiting helps */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** There is no such thing, or it is not the caller's to see: the two are told apart nowhere. */
    public static final class NotFound extends Problem {
        public NotFound(String thing) {
            super(ErrorCode.NOT_FOUND, "There is no such " + thing + ", or you are not a member of its workspace.");
        }

        private NotFound(ErrorCode code, String message) {
            super(code, message);
        }

        /** For what no workspace hides, in words of its own. */
        public static NotFound saying(String message) {
            return new NotFound(ErrorCode.NOT_FOUND, message);
        }
    }

    /** The caller may see the thing but not do this to it. */
    public static final class Forbidden extends Problem {
        public Forbidden(String message) {
            super(ErrorCode.FORBIDDEN, message);
        }
    }

    /** The request contradicts the present state, whoever asks. */
    public static final class Conflict extends Problem {
        public Conflict(String message) {
            super(ErrorCode.CONFLICT, message);
        }
    }

    /** There is no way on from the position that the caller has. */
    public static final class Gone extends Problem {
        private final String reason;

        /** @param reason why not, in the word that travels */
        public Gone(String reason) {
            super(
                    ErrorCode.GONE,
                    "You cannot go on from this position. Load what you need anew, and go on from there.");
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    /** The caller's copy is old and somebody else has changed the same fields. */
    public static final class StaleVersion extends Problem {
        private final long current;
        private final SortedSet<String> fields;

        /**
         * @param current the version that the caller should read and build on
         * @param fields the fields that both sides changed
         */
        public StaleVersion(long current, SortedSet<String> fields) {
            super(
                    ErrorCode.STALE_VERSION,
                    "Somebody else changed " + String.join(", ", fields) + " meanwhile. Read version " + current
                            + " and decide which to keep.");
            this.current = current;
            this.fields = fields;
        }

        public long current() {
            return current;
        }

        @Override
        public List<FieldError> errors() {
            return fields.stream()
                    .map(field -> new FieldError(field, "was changed by somebody else since your version"))
                    .toList();
        }
    }

    /** The request itself is wrong; sending it again unchanged will not help. */
    public static final class Invalid extends Problem {
        private final List<FieldError> errors;

        public Invalid(ErrorCode code, String message) {
            this(code, message, List.of());
        }

        public Invalid(ErrorCode code, String message, List<FieldError> errors) {
            super(code, message);
            this.errors = List.copyOf(errors);
        }

        /** A single field of a request is wrong. */
        public static Invalid field(ErrorCode code, String field, String message) {
            return new Invalid(code, field + " " + message, List.of(new FieldError(field, message)));
        }

        @Override
        public List<FieldError> errors() {
            return errors;
        }
    }

    /** Nobody, or nobody we know: the credential is missing, expired, ended or not ours. */
    public static final class Unauthenticated extends Problem {
        public Unauthenticated(String message) {
            super(ErrorCode.INVALID_TOKEN, message);
        }
    }

    /** More than a limit allows: of size, number or time taken, where waiting does not help. */
    public static final class TooMuch extends Problem {
        public TooMuch(String message) {
            super(ErrorCode.LIMIT, message);
        }
    }

    /** Right in itself, but not now. */
    public static final class NotNow extends Problem {
        private final Duration retryAfter;

        /**
         * @param code {@link ErrorCode#RATE_LIMITED}, {@link ErrorCode#UNAVAILABLE}, or {@link ErrorCode#CONFLICT} where
         *     it will pass
         */
        public NotNow(ErrorCode code, String message, Duration retryAfter) {
            super(code, message);
            this.retryAfter = retryAfter;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(retryAfter);
        }
    }
}
