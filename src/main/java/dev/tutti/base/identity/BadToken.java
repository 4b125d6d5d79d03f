package dev.tutti.base.identity;

/** A token that says nothing that may be believed. Never carries the token or anything from inside it. */
public final class BadToken extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean expired;

    private BadToken(String reason, boolean expired) {
        // An answer to a stranger, not a fault: nobody reads its stack, so none is taken.
        super(reason, null, false, false);
        this.expired = expired;
    }

    /** The token was good once and is past its end. */
    static BadToken outOfTime() {
        return new BadToken("expired", true);
    }

    /** @param reason one word for the log */
    static BadToken because(String reason) {
        return new BadToken(reason, false);
    }

    /** @return whether a newer token of the same kind would do; if not, this one was never good */
    public boolean expired() {
        return expired;
    }
}
