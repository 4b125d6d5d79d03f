package dev.tutti.work.talk;

import dev.tutti.base.problem.CodePoints;
import jakarta.validation.constraints.NotNull;

/**
 * The one thing that can be changed of what was said.
 *
 * @param text 1 to 10,000 code points
 */
public record NewText(
        @NotNull(message = "must be given") @CodePoints(min = 1, max = MAX_TEXT)
        String text) {
    /** Code points in one thing that is said. */
    public static final int MAX_TEXT = 10_000;
}
