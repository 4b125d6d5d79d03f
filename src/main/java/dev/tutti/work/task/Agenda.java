package dev.tutti.work.task;

import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;

/** One look at the tasks of several workspaces: what is due first comes first, and last what is never due. */
class Agenda {
    private static final String LIST = "agenda";
    private static final String ORDER = "case when t.dueOn is null then 1 else 0 end, t.dueOn, t.workspace, t.id";
    /** Behind this task, among those that are due on the same day, or all never. */
    private static final String BEHIND = "(t.workspace > :space or t.workspace = :space and t.id > :id)";

    /** The first day that a task may be due on. */
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay();

    /** In a cursor, in place of a day: later than all days that a task may be due on. */
    private static final long NEVER = LocalDate.of(9999, 12, 31).toEpochDay() + 1;

    private final TaskSelection tasks;

    /** @param workspaces at least one */
    Agenda(EntityManager em, Collection<UUID> workspaces, TaskFilter filter) {
        tasks = new TaskSelection(em, "t.workspace in :workspaces", "workspaces", workspaces).and(filter);
    }

    Page<Task> page(PageRequest request) {
        request.after().map(text -> Cursor.parse(text, LIST, 3)).ifPresent(this::after);
        return tasks.page(request, ORDER, task -> {
            TaskView view = task.view();
            return Cursor.of(
                    LIST, view.dueOn().map(LocalDate::toEpochDay).orElse(NEVER), view.workspaceId(), view.id());
        });
    }

    private void after(Cursor cursor) {
        long day = Math.min(NEVER, Math.max(FIRST, cursor.number(0)));
        if (day == NEVER) {
            tasks.and("t.dueOn is null and " + BEHIND, "space", cursor.id(1));
        } else {
            tasks.and(
                            "(t.dueOn > :due or t.dueOn is null or t.dueOn = :due and " + BEHIND + ")",
                            "due",
                            LocalDate.ofEpochDay(day))
                    .with("space", cursor.id(1));
        }
        tasks.with("id", cursor.id(2));
    }
}
