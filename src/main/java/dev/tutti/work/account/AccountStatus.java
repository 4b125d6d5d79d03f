package dev.tutti.work.account;

import dev.tutti.base.edit.Versioned;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * An account as administrators see it.
 *
 * @param disabled whether nobody may use it
 */
@JsonbPropertyOrder({"id", "email", "name", "disabled", "version"})
public record AccountStatus(UUID id, Optional<String> email, String name, boolean disabled, long version)
        implements Versioned {}
