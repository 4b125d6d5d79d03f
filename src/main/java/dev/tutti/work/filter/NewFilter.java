package dev.tutti.work.filter;

import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.OneLine;
import dev.tutti.work.task.TaskConditions;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;

/**
 * A filter as it is to be kept.
 *
 * @param name 1 to 100 code points in one line
 * @param workspaceId the only workspace in which it looks; absent for all of the person's
 */
public record NewFilter(
        @NotNull(message = "must be given") @CodePoints(min = 1, max = 100) @OneLine
        String name,

        Optional<UUID> workspaceId,
        @NotNull(message = "must be given") TaskConditions conditions) {
    public NewFilter {
        workspaceId = workspaceId == null ? Optional.empty() : workspaceId;
    }
}
