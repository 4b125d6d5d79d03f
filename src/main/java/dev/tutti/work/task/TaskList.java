package dev.tutti.work.task;

import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** One look at a workspace's tasks: the board by column and place, the trash by the newest. */
class TaskList {
    private final EntityManager em;
    private final UUID workspace;
    private final TaskSelection tasks;

    TaskList(EntityManager em, UUID workspace, TaskFilter filter) {
        this.em = em;
        this.workspace = workspace;
        tasks = new TaskSelection(em, "t.workspace = :workspace", "workspace", workspace).and(filter);
    }

    Page<Task> board(PageRequest request) {
        String list = "tasks:" + workspace;
        request.after().map(text -> Cursor.parse(text, list, 3)).ifPresent(this::afterOnBoard);
        return tasks.page(
                request, "t.status, t.place, t.id", task -> Cursor.of(list, task.status(), task.place(), task.id()));
    }

    Page<Task> trash(PageRequest request) {
        String list = "trash:" + workspace;
        request.after().map(text -> Cursor.parse(text, list, 2)).ifPresent(cursor -> tasks.and(
                        "(t.trashedAt < :since or t.trashedAt = :since and t.id < :id)", "since", since(cursor))
                .with("id", cursor.id(1)));
        return tasks.page(
                request,
                "t.trashedAt desc, t.id desc",
                task -> Cursor.of(list, task.trashedAt().orElseThrow().toEpochMilli(), task.id()));
    }

    private static Instant since(Cursor cursor) {
        // Clamped: a date beyond all calendars, in a cursor that somebody made up, is not one that a database knows.
        return Instant.ofEpochMilli(Math.max(0, Math.min(cursor.number(0), 253_402_300_799_000L)));
    }

    private void afterOnBoard(Cursor cursor) {
        String status = cursor.text(0);
        UUID id = cursor.id(2);
        // The column may have been laid out anew since the page before: what counts is where its last task lies now.
        long place = Optional.ofNullable(em.find(Task.class, new Task.Key(new TaskId(workspace, id))))
                .filter(task -> task.trashedAt().isEmpty() && task.status().equals(status))
                .map(Task::place)
                .orElseGet(() -> cursor.number(1));
        tasks.and(
                        "(t.status > :column or t.status = :column and (t.place > :place or t.place = :place and t.id > :id))",
                        "column",
                        status)
                .with("place", place)
                .with("id", id);
    }
}
