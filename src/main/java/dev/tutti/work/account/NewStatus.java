package dev.tutti.work.account;

import jakarta.validation.constraints.NotNull;

/**
 * What an account is to be.
 *
 * @param disabled whether nobody may use it
 */
public record NewStatus(
        @NotNull(message = "must be true or false") Boolean disabled) {}
