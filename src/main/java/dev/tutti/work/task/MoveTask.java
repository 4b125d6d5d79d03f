package dev.tutti.work.task;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a task is to lie. With neither neighbour it is the end of the column.
 *
 * @param status the column
 * @param before the task in that column that is to follow it, or
 * @param after the task in that column that it is to follow
 */
public record MoveTask(
        @NotNull(message = "must be given") @Pattern(regexp = NewTask.STATUS, message = NewTask.STATUS_RULE)
        String status,

        Optional<UUID> before,
        Optional<UUID> after) {
    public MoveTask {
        before = before == null ? Optional.empty() : before;
        after = after == null ? Optional.empty() : after;
    }
}
