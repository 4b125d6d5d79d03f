package dev.tutti.work.integration;

import dev.tutti.base.identity.Scope;
import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.Distinct;
import dev.tutti.base.problem.OneLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A key that is to be made.
 *
 * @param name what members see where the integration did something
 * @param scopes what it is to open
 */
public record NewKey(
        @NotNull(message = "must be given") @CodePoints(min = 1, max = 80) @OneLine
        String name,

        @NotNull(message = "must be given") @Size(min = 1, max = 10, message = "must name at least one") @Distinct
        List<
                        @NotNull(message = "must be a scope")
                        @Pattern(regexp = Scope.PATTERN, message = "must be read, tasks:write or events:write") String>
                scopes) {
    List<Scope> granted() {
        return scopes.stream().map(Scope::parse).sorted().toList();
    }
}
