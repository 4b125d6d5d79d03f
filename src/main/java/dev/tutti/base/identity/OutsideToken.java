package dev.tutti.base.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a verified token of the outside identity provider says about its holder.
 *
 * @param issuer with {@code subject}, who it is; nothing else identifies them
 * @param signIn the provider's session where it names one by a UUID; otherwise an id that is the same for all tokens
 *     of this person (and session)
 * @param name what to call them when they are seen for the first time; not empty
 * @param email their address, only where the provider vouches for it ({@code email_verified})
 * @param issued when the provider issued it, if it says
 * @param expires when it ends
 */
public record OutsideToken(
        String issuer,
        String subject,
        UUID signIn,
        Optional<String> tenant,
        String name,
        Optional<String> email,
        Optional<Instant> issued,
        Instant expires) {}
