package dev.tutti.work.task;

import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tasks are looked for. Every condition that is present must hold.
 *
 * @param label one label, exactly
 * @param text part of the title or the description, in small letters or capitals
 * @param dueBy the last day on which they may be due
 * @param open whether those that are {@linkplain Task#DONE done} are left out
 * @param trashed whether the trash is looked through, instead of the board
 */
public record TaskFilter(
        Optional<String> status,
        Optional<UUID> assignee,
        Optional<String> label,
        Optional<String> text,
        Optional<LocalDate> dueBy,
        boolean open,
        boolean trashed) {
    public static final TaskFilter BOARD = new TaskFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);

    /** Longer texts and labels are found nowhere, or cost more than they are worth. */
    private static final int MAX_LENGTH = 200;

    public TaskFilter {
        status.ifPresent(value -> check("status", value));
        label.ifPresent(value -> check("label", value));
        text.ifPresent(value -> check("q", value));
    }

    /** @return the same conditions for what lies in the trash */
    TaskFilter inTrash() {
        return new TaskFilter(status, assignee, label, text, dueBy, open, true);
    }

    private static void check(String field, String value) {
        if (StrictJson.cleanText(value).length() > MAX_LENGTH) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, field, "must have at most " + MAX_LENGTH + " characters.");
        }
    }
}
