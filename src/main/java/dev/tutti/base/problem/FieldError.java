package dev.tutti.base.problem;

/**
 * One field that was refused.
 *
 * @param field the field's path in the request, for example {@code checklist[2].text}
 * @param message what is wrong with it and what would be right; never repeats the value
 */
public record FieldError(String field, String message) {}
