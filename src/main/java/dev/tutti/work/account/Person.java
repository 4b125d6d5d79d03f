package dev.tutti.work.account;

import dev.tutti.base.identity.UserId;
import java.util.Optional;

/** What others may know of an account. */
public record Person(UserId id, String name, Optional<String> email, Optional<String> avatarUrl) {}
