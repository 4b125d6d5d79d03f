package dev.tutti.work.account;

import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.OneLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Somebody who wants an account.
 *
 * @param cookie whether the access token is wanted as a cookie too
 */
public record NewAccount(
        @NotNull
        @Size(max = EmailAddress.MAX_LENGTH)
        @Pattern(regexp = EmailAddress.SHAPE, message = "must be an email address")
        String email,

        @NotNull @CodePoints(min = 1, max = 100) @OneLine String name,
        @NotNull @CodePoints(min = 8, max = 200) String password,
        boolean cookie) {
    /** Hides all of it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "NewAccount[hidden]";
    }
}
