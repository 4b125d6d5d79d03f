package dev.tutti.base.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a verified token vouches for. Rights in a workspace are never among it: they are looked up.
 *
 * @param signIn the sign-in (claim {@code sid}) that the token belongs to and ends with
 * @param tenant the tenant to whose workspaces the token confines its holder, if any
 * @param administrator whether the account carries the administrator's mark
 * @param verified when the credential was found good; what ended it later has to be asked again
 * @param expires when the token ends
 * @param grant what alone it opens, where it is an integration's key and no person's token
 */
public record Credential(
        UUID signIn,
        Optional<String> tenant,
        boolean administrator,
        Instant verified,
        Instant expires,
        Optional<Grant> grant) {
    /** A person's. */
    public Credential(UUID signIn, Optional<String> tenant, boolean administrator, Instant verified, Instant expires) {
        this(signIn, tenant, administrator, verified, expires, Optional.empty());
    }

    /** An integration's, which is good until it is revoked. */
    static Credential of(Grant grant, Instant verified) {
        return new Credential(grant.key(), Optional.empty(), false, verified, Instant.MAX, Optional.of(grant));
    }
}
