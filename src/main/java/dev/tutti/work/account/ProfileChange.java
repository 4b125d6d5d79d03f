package dev.tutti.work.account;

import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.OneLine;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What somebody wants to change about themselves. What is null stays as it is.
 *
 * @param avatarUrl the address of a picture; empty for none any more
 */
public record ProfileChange(
        @CodePoints(min = 1, max = 100) @OneLine String name,

        @Size(max = 2_000) @Pattern(regexp = "(https?://\\S+)?", message = "must start with https:// or http://")
        String avatarUrl) {}
