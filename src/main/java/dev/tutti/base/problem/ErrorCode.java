package dev.tutti.base.problem;

import java.util.Locale;

/**
 * The machine-readable reason of a refusal: the same word in a problem document on HTTP and in an error frame on the
 * socket. The list is PROTOCOL.md, section 7.
 */
public enum ErrorCode {
    BAD_JSON(400, "The JSON cannot be read"),
    BAD_REQUEST(400, "The request is not valid"),
    BAD_VALUE(400, "A value is not valid"),
    BAD_TEXT(400, "A text holds characters that cannot be kept"),
    UNKNOWN_TYPE(400, "There is no such type of message"),
    TOKEN_IN_URL(400, "Tokens are not taken from the address"),
    INVALID_TOKEN(401, "The credential is missing or not valid"),
    FORBIDDEN(403, "Your role does not allow this"),
    NOT_FOUND(404, "There is no such thing, or it is not yours to see"),
    CONFLICT(409, "This contradicts the present state"),
    GONE(410, "This is not kept any more"),
    STALE_VERSION(412, "Somebody else has changed this meanwhile"),
    LIMIT(413, "This is more than the limit allows"),
    IDEMPOTENCY_MISMATCH(422, "This key was used for another request"),
    PRECONDITION_REQUIRED(428, "Say which version you have seen"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "Something went wrong on the server"),
    UNAVAILABLE(503, "The server cannot take this right now"),
    OUTCOME_UNKNOWN(503, "It is not known whether this was saved");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** @return the HTTP status that goes with the code, unless the problem names a more precise one */
    public int status() {
        return status;
    }

    /** @return one sentence for a person, the same for every problem of this code */
    public String title() {
        return title;
    }

    /** @return the code as it travels, for example {@code not_found} */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
