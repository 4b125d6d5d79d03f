package dev.tutti.work.invite;

import java.util.Optional;

/**
 * An invitation as it is shown once, to whoever made it.
 *
 * @param code lets in whoever has it
 * @param url the same as a link, where the server knows its public address
 * @param mailed whether the code goes to the address by mail
 */
public record MadeInvite(InviteView invite, String code, Optional<String> url, boolean mailed) {
    /** Without the code: whatever lets somebody in must be safe to log. */
    @Override
    public String toString() {
        return "MadeInvite[" + invite.id() + "]";
    }
}
