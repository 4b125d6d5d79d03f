package dev.tutti.work.workspace;

import dev.tutti.base.edit.Versioned;
import java.time.Instant;
import java.util.UUID;

/**
 * A workspace as one of its members sees it.
 *
 * @param role the role of the member who looks
 */
public record WorkspaceView(UUID id, String name, Role role, long version, Instant createdAt) implements Versioned {}
