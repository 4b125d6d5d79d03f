package dev.tutti.work.invite;

import dev.tutti.work.workspace.Role;
import java.time.Instant;
import java.util.UUID;

/**
 * What whoever has a code is shown before they accept.
 *
 * @param member whether they are in already, and need not accept
 */
public record Invitation(UUID workspaceId, String workspaceName, Role role, Instant expiresAt, boolean member) {}
