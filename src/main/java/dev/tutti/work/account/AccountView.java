package dev.tutti.work.account;

import dev.tutti.base.edit.Versioned;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * An account as its owner sees it.
 *
 * @param email absent for an account whose outside provider vouches for no address
 */
@JsonbPropertyOrder({"id", "email", "name", "avatarUrl", "administrator", "version"})
public record AccountView(
        UUID id, Optional<String> email, String name, Optional<String> avatarUrl, boolean administrator, long version)
        implements Versioned {}
