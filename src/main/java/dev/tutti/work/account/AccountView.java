package dev.tutti.work.account;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.UUID;

/**
 * An account as its owner sees it. Plain nulls where there is nothing: Payara's JSON-B leaves an empty Optional out,
 * WildFly's writes it as null, and a reader should not have to care.
 *
 * @param email null for an account whose outside provider vouches for no address
 * @param avatarUrl null for no picture
 */
@JsonbPropertyOrder({"id", "email", "name", "avatarUrl", "administrator"})
public record AccountView(UUID id, String email, String name, String avatarUrl, boolean administrator) {}
