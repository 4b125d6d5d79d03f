package dev.tutti.work.task;

import dev.tutti.base.problem.CodePoints;
import jakarta.validation.constraints.NotNull;

/**
 * A step of a task.
 *
 * @param text 1 to 200 code points
 */
public record ChecklistItem(
        @NotNull(message = "must be given") @CodePoints(min = 1, max = 200)
        String text,

        boolean done) {}
