package dev.tutti.work.event;

import java.util.Optional;
import java.util.UUID;

/**
 * An event that was published.
 *
 * @param type as it is heard
 * @param to who alone hears it; empty when everybody does
 */
public record Published(String type, UUID workspaceId, Optional<UUID> to) {}
