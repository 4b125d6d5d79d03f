package dev.tutti.work.task;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tasks somebody looks for, as they say it: it means something else for each person and on each day. Every
 * condition that is present must hold.
 *
 * @param status the column
 * @param open {@code true} for tasks that are in any column but {@value Task#DONE}
 * @param assignee the id of a member, or {@value #MYSELF} for whoever asks
 * @param label one label, exactly
 * @param q part of the title or the description, in small letters or capitals
 * @param dueWithin how many days from today (UTC) it is due at most: 0 for what is due today or overdue
 */
public record TaskConditions(
        Optional<String> status,
        Optional<Boolean> open,
        Optional<String> assignee,
        Optional<String> label,
        Optional<String> q,
        Optional<Integer> dueWithin) {
    private static final String MYSELF = "me";
    private static final int MOST_DAYS = 3_660;

    public TaskConditions {
        status = status == null ? Optional.empty() : status;
        open = open == null ? Optional.empty() : open;
        assignee = assignee == null ? Optional.empty() : assignee;
        label = label == null ? Optional.empty() : label;
        q = q == null ? Optional.empty() : q;
        dueWithin = dueWithin == null ? Optional.empty() : dueWithin;
    }

    /**
     * @return what it comes to for this caller on this day
     * @throws Problem.Invalid {@code bad_value} naming the condition that cannot be
     */
    public TaskFilter filter(Caller caller, LocalDate today) {
        return new TaskFilter(
                status,
                assignee.map(whom -> whom.equals(MYSELF) ? caller.id().value() : id(whom)),
                label,
                q,
                dueWithin.map(days -> today.plusDays(days(days))),
                open.orElse(false),
                false);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "assignee", "must be the id of a member, or me.");
        }
    }

    private static int days(int days) {
        if (days < 0 || days > MOST_DAYS) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_VALUE, "dueWithin", "must be a whole number from 0 to " + MOST_DAYS + ".");
        }
        return days;
    }
}
