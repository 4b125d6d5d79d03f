package dev.tutti.base.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a verified token of ours says. That its sign-in still stands is not among it: ask {@link SignIns}.
 *
 * @param signIn the sign-in that the token belongs to (claim {@code sid})
 * @param generation how often the sign-in had been renewed when the token was issued; 0 in an access token
 * @param expires when it ends
 */
public record TokenClaims(UserId user, UUID signIn, Optional<String> tenant, int generation, Instant expires) {}
