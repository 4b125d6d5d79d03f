package dev.tutti.work.workspace;

import dev.tutti.base.problem.CodePoints;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who is to be a member.
 *
 * @param email who it is, or
 * @param userId who it is
 * @param role {@code owner}, {@code admin}, {@code member} or {@code guest}
 */
public record NewMember(
        Optional<@CodePoints(max = 320) String> email,
        Optional<UUID> userId,

        @NotNull(message = "must be given")
        @Pattern(regexp = Role.PATTERN, message = "must be owner, admin, member or guest")
        String role) {
    public NewMember {
        email = email == null ? Optional.empty() : email;
        userId = userId == null ? Optional.empty() : userId;
    }
}
