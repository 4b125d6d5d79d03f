package dev.tutti.work.workspace;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The role that a member is to have: {@code owner}, {@code admin}, {@code member} or {@code guest}. */
public record NewRole(
        @NotNull(message = "must be given")
        @Pattern(regexp = Role.PATTERN, message = "must be owner, admin, member or guest")
        String role) {}
