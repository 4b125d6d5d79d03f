package dev.tutti.work.task;

import dev.tutti.base.problem.ClientId;
import dev.tutti.base.problem.CodePoints;
import dev.tutti.base.problem.Distinct;
import dev.tutti.base.problem.OneLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A task as it is asked for; and, but for the id, the fields of one that can be changed. Whatever is missing, or cleared
 * by an edit, takes its default; only a title has none.
 *
 * @param id brought by the client, if it likes
 * @param title 1 to 200 code points
 * @param description up to 10,000 code points
 * @param status the column, a slug; {@code todo} by default
 * @param assigneeId a member of the workspace
 * @param labels up to 20, each of 1 to 40 code points in one line, in the order in which they are to be shown
 * @param priority {@code low}, {@code normal} (the default), {@code high} or {@code urgent}
 * @param dueOn a date in the years 1 to 9999, without a time zone
 * @param checklist up to 100 steps
 */
public record NewTask(
        Optional<@ClientId UUID> id,

        @NotNull(message = "must be given") @CodePoints(min = 1, max = 200)
        String title,

        Optional<@CodePoints(max = 10_000) String> description,
        @Pattern(regexp = STATUS, message = STATUS_RULE) String status,
        Optional<UUID> assigneeId,

        @Size(max = 20, message = "must be at most {max}") @Distinct
        List<@NotNull(message = "must not be null") @CodePoints(min = 1, max = 40) @OneLine String> labels,

        @Pattern(regexp = Priority.PATTERN, message = "must be low, normal, high or urgent")
        String priority,

        Optional<LocalDate> dueOn,

        @Size(max = 100, message = "must be at most {max}")
        List<@NotNull(message = "must not be null") @Valid ChecklistItem> checklist) {
    static final String STATUS = "[a-z0-9][a-z0-9_-]{0,29}";
    static final String STATUS_RULE =
            "must be 1 to 30 small letters, digits, hyphens or underscores, with a letter or digit first";

    static final Set<String> EDITABLE =
            Set.of("title", "description", "status", "assigneeId", "labels", "priority", "dueOn", "checklist");

    private static final int LAST_YEAR = 9999;

    public NewTask {
        id = id == null ? Optional.empty() : id;
        description = description == null ? Optional.empty() : description;
        status = status == null ? "todo" : status;
        assigneeId = assigneeId == null ? Optional.empty() : assigneeId;
        labels = copy(labels);
        priority = priority == null ? "normal" : priority;
        dueOn = dueOn == null ? Optional.empty() : dueOn;
        checklist = copy(checklist);
        // Neither every database nor every client can keep the years beyond.
        if (dueOn.filter(day -> day.getYear() < 1 || day.getYear() > LAST_YEAR).isPresent()) {
            throw new IllegalArgumentException("dueOn");
        }
    }

    /** Keeps nulls, which the constraints refuse with the field's name where {@code List.copyOf} would just fail. */
    private static <T> List<T> copy(List<T> items) {
        return items == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(items));
    }
}
