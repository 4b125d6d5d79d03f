package dev.tutti.work.announcement;

import dev.tutti.base.problem.CodePoints;
import jakarta.validation.constraints.NotNull;

/** Something that is to be announced. */
public record NewAnnouncement(
        @NotNull(message = "must be given") @CodePoints(min = 1, max = 2_000)
        String text) {}
