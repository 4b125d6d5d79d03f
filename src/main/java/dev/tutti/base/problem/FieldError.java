package dev.tutti.base.problem;

import java.util.Optional;

/**
 * One field that was refused.
 *
 * @param field the field's path in the request, for example {@code checklist[2].text}
 * @param message what is wrong with it and what would be right; never repeats the value
 * @param line where it stands, in a file
 */
public record FieldError(String field, String message, Optional<Integer> line) {
    public FieldError(String field, String message) {
        this(field, message, Optional.empty());
    }

    public FieldError at(int lineInFile) {
        return new FieldError(field, message, Optional.of(lineInFile));
    }
}
