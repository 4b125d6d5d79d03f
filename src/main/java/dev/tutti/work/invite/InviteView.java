package dev.tutti.work.invite;

import dev.tutti.work.workspace.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An invitation as the administrators of its workspace see it.
 *
 * @param usesLeft how many people can still accept it; empty for as many as come
 */
public record InviteView(
        UUID id,
        Role role,
        Optional<String> email,
        Optional<Integer> usesLeft,
        UUID createdBy,
        Instant createdAt,
        Instant expiresAt) {}
