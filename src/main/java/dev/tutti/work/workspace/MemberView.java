package dev.tutti.work.workspace;

import dev.tutti.base.edit.Versioned;
import java.time.Instant;

/** A member as the others see them. */
public record MemberView(Profile user, Role role, Instant joinedAt, long version) implements Versioned {}
