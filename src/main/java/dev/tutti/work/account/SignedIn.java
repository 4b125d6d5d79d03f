package dev.tutti.work.account;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * What a sign-in, or its renewal, gives.
 *
 * @param expiresIn the life of the access token, in seconds
 */
@JsonbPropertyOrder({"user", "accessToken", "refreshToken", "expiresIn"})
public record SignedIn(AccountView user, String accessToken, String refreshToken, long expiresIn) {
    /** Hides all of it: whatever has a secret in it must be safe to log. */
    @Override
    public String toString() {
        return "SignedIn[hidden]";
    }
}
