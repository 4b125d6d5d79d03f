package dev.tutti.base.problem;

import java.util.Locale;

/**
 * The machine-readable reason of a refusal: the same word in a problem document on HTTP and in an error frame on the
 * socket. The list is PROTOCOL.md, section 7.
 */
public enum ErrorCode {
    BAD_JSON(400, Retry.NO, "The JSON cannot be read"),
    BAD_REQUEST(400, Retry.NO, "The request is not valid"),
    BAD_VALUE(400, Retry.NO, "A value is not valid"),
    BAD_TEXT(400, Retry.NO, "A text holds characters that cannot be kept"),
    UNKNOWN_TYPE(400, Retry.NO, "There is no such type of message"),
    TOKEN_IN_URL(400, Retry.NO, "Tokens are not taken from the address"),
    INVALID_TOKEN(401, Retry.NEW_TOKEN, "The credential is missing or not valid"),
    FORBIDDEN(403, Retry.NO, "Your role does not allow this"),
    NOT_FOUND(404, Retry.NO, "There is no such thing, or it is not yours to see"),
    CONFLICT(409, Retry.NO, "This contradicts the present state"),
    GONE(410, Retry.ANEW, "This is not kept any more"),
    STALE_VERSION(412, Retry.ANEW, "Somebody else has changed this meanwhile"),
    LIMIT(413, Retry.NO, "This is more than the limit allows"),
    IDEMPOTENCY_MISMATCH(422, Retry.NO, "This key was used for another request"),
    PRECONDITION_REQUIRED(428, Retry.ANEW, "Say which version you have seen"),
    RATE_LIMITED(429, Retry.LATER, "Too many requests"),
    INTERNAL(500, Retry.NO, "Something went wrong on the server"),
    UNAVAILABLE(503, Retry.LATER, "The server cannot take this right now"),
    OUTCOME_UNKNOWN(503, Retry.LATER, "It is not known whether this was saved");

    /** What a client does with the request that was refused. With a {@code Retry-After} it may be sent again, whatever the code. */
    public enum Retry {
        /** Does not send it again: it would be refused again. */
        NO,
        /** Gets another token, and sends it again with that. */
        NEW_TOKEN,
        /** Reads anew what it is about, and decides anew. */
        ANEW,
        /** Sends the same again later, a write with the same key. */
        LATER
    }

    private final int status;
    private final Retry retry;
    private final String title;

    ErrorCode(int status, Retry retry, String title) {
        this.status = status;
        this.retry = retry;
        this.title = title;
    }

    /** @return the HTTP status that goes with the code, unless the problem names a more precise one */
    public int status() {
        return status;
    }

    public Retry retry() {
        return retry;
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
