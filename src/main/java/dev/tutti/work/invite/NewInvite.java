package dev.tutti.work.invite;

import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.OneLine;
import dev.tutti.work.workspace.Role;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * An invitation that is to be made.
 *
 * @param role what whoever accepts it becomes: {@code admin}, {@code member} or {@code guest}
 * @param email whom it is for, if for one person: only an account with that address can accept it, and the code goes
 *     there by mail where a mail server is set
 * @param uses how many people can accept it; one unless said otherwise, and 0 for as many as come
 * @param hours for how long it is good; a setting says, unless said otherwise
 */
public record NewInvite(
        @NotNull(message = "must be given")
        @Pattern(regexp = "admin|member|guest", message = "must be admin, member or guest")
        String role,

        Optional<@CodePoints(min = 3, max = 254) @OneLine String> email,
        Optional<@Min(0) @Max(100_000) Integer> uses,
        Optional<@Min(1) Integer> hours) {
    public NewInvite {
        email = email == null ? Optional.empty() : email;
        uses = uses == null ? Optional.empty() : uses;
        hours = hours == null ? Optional.empty() : hours;
    }

    Role becomes() {
        return Role.parse(role);
    }
}
