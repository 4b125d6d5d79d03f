package dev.tutti.work.account;

import dev.tutti.base.problem.CodePoints;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Somebody who says who they are.
 *
 * @param cookie whether the access token is wanted as a cookie too
 */
public record Login(
        @NotNull @Size(max = EmailAddress.MAX_LENGTH) String email,
        @NotNull @CodePoints(max = 200) String password,
        boolean cookie) {
    /** Hides all of it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "Login[hidden]";
    }
}
