package dev.tutti.work.task;

import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tasks are looked for. Every condition that is present must hold.
 *
 * @param label one label, exactly
 * @param text part of the title or the description, in small letters or capitals
 * @param trashed whether the trash is looked through, instead of the board
 */
public record TaskFilter(
        Optional<String> status,
        Optional<UUID> assignee,
        Optional<String> label,
        Optional<String> text,
        boolean trashed) {
    public static final TaskFilter BOARD =
            new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Longer texts and labels are found nowhere, or cost more than they are worth. */
    private static final int MAX_LENGTH = 200;

    public TaskFilter {
        status.ifPresent(value -> check("status", value));
        label.ifPresent(value -> check("label", value));
        text.ifPresent(value -> check("q", value));
    }

    /** @throws Problem.Invalid {@code bad_value} when it is not an id */
    static UUID assignee(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "assignee", "must be the id of a member.");
        }
    }

    /** @throws Problem.Invalid {@code bad_value} when it is neither {@code true} nor {@code false} */
    static boolean trashed(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "trashed", "must be true or false.");
        };
    }

    private static void check(String field, String value) {
        if (StrictJson.cleanText(value).length() > MAX_LENGTH) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, field, "must have at most " + MAX_LENGTH + " characters.");
        }
    }
}
