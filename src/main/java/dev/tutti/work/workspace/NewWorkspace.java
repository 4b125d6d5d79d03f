package dev.tutti.work.workspace;

import dev.tutti.base.problem.ClientId;
import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.OneLine;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;

/**
 * A workspace as it is asked for, and the fields of one that can be changed.
 *
 * @param id brought by the client, if it likes
 * @param name 1 to 200 code points in one line
 */
public record NewWorkspace(
        Optional<@ClientId UUID> id,

        @NotNull(message = "must be given") @CodePoints(min = 1, max = 200) @OneLine
        String name) {
    public NewWorkspace {
        id = id == null ? Optional.empty() : id;
    }
}
