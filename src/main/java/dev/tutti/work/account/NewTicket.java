package dev.tutti.work.account;

/**
 * A ticket, shown once.
 *
 * @param expiresIn in seconds
 */
public record NewTicket(String ticket, long expiresIn) {
    /** Hides all of it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "NewTicket[hidden]";
    }
}
