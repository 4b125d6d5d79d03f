package dev.tutti.work.integration;

import dev.tutti.base.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A key as the administrators of its workspace see it: never the key itself.
 *
 * @param id the integration's id too, wherever it did something
 * @param usedAt when it was last used, to the minute; empty while it was not
 */
public record KeyView(
        UUID id, String name, List<Scope> scopes, UUID createdBy, Instant createdAt, Optional<Instant> usedAt) {}
