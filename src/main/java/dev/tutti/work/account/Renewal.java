package dev.tutti.work.account;

import jakarta.validation.constraints.NotNull;

/**
 * A refresh token, to be exchanged or to be ended.
 *
 * @param cookie whether the new access token is wanted as a cookie too
 */
public record Renewal(@NotNull String refreshToken, boolean cookie) {
    /** Hides all of it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "Renewal[hidden]";
    }
}
