package dev.tutti.work.account;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * What a sign-in, or its renewal, gives.
 *
 * @param expiresIn the life of the access token, in seconds
 */
@JsonbPropertyOrder({"user", "accessToken", "refreshToken", "expiresIn"})
public record SignedIn(AccountView user, String accessToken, String refreshToken, long expiresIn) {
    /** Without the tokens: text of this kind ends up in logs. */
    @Override
    public String toString() {
        return "SignedIn[" + user.id() + "]";
    }
}
