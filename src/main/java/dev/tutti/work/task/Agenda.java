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
    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);
    private static final String DUE = "coalesce(t.dueOn, :never)";

    private final TaskSelection tasks;

    /** @param workspaces at least one */
    Agenda(EntityManager em, Collection<UUID> workspaces, TaskFilter filter) {
        tasks = new TaskSelection(em, "t.workspace in :workspaces", "workspaces", workspaces)
                .and(filter)
                .with("never", NEVER);
    }

    Page<Task> page(PageRequest request) {
        request.after().map(text -> Cursor.parse(text, LIST, 3)).ifPresent(cursor -> tasks.and(
                        "(" + DUE + " > :due or " + DUE + " = :due and"
                                + " (t.workspace > :space or t.workspace = :space and t.id > :id))",
                        "due",
                        LocalDate.ofEpochDay(Math.max(0, Math.min(cursor.number(0), NEVER.toEpochDay()))))
                .with("space", cursor.id(1))
                .with("id", cursor.id(2)));
        return tasks.page(request, DUE + ", t.workspace, t.id", task -> {
            TaskView view = task.view();
            return Cursor.of(LIST, view.dueOn().orElse(NEVER).toEpochDay(), view.workspaceId(), view.id());
        });
    }
}
