package dev.tutti.work.task;

import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * One look at a workspace's tasks: the board by column and place, the trash by the newest. The query is put together
 * from our own words only; whatever a caller sent is a parameter.
 */
class TaskList {
    private final EntityManager em;
    private final UUID workspace;
    private final StringBuilder where = new StringBuilder("t.workspace = :workspace");
    private final Map<String, Object> values = new HashMap<>();

    TaskList(EntityManager em, UUID workspace, TaskFilter filter) {
        this.em = em;
        this.workspace = workspace;
        values.put("workspace", workspace);
        where.append(filter.trashed() ? " and t.trashedAt is not null" : " and t.trashedAt is null");
        filter.status().ifPresent(status -> and("t.status = :status", "status", status));
        filter.assignee().ifPresent(assignee -> and("t.assigneeId = :assignee", "assignee", assignee));
        filter.label().ifPresent(label -> and("t.labels like :label escape '!'", "label", part("\n" + label + "\n")));
        filter.text()
                .ifPresent(text -> and(
                        "(lower(t.title) like lower(:text) escape '!'"
                                + " or lower(t.description) like lower(:text) escape '!')",
                        "text",
                        part(text)));
    }

    Page<Task> board(PageRequest request) {
        String list = "tasks:" + workspace;
        request.after().map(text -> Cursor.parse(text, list, 3)).ifPresent(this::afterOnBoard);
        return page(
                request, "t.status, t.place, t.id", task -> Cursor.of(list, task.status(), task.place(), task.id()));
    }

    Page<Task> trash(PageRequest request) {
        String list = "trash:" + workspace;
        request.after().map(text -> Cursor.parse(text, list, 2)).ifPresent(cursor -> {
            and("(t.trashedAt < :since or t.trashedAt = :since and t.id < :id)", "since", since(cursor));
            values.put("id", cursor.id(1));
        });
        return page(
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
        and(
                "(t.status > :column or t.status = :column and (t.place > :place or t.place = :place and t.id > :id))",
                "column",
                status);
        values.put("place", place);
        values.put("id", id);
    }

    private Page<Task> page(PageRequest request, String order, Function<Task, Cursor> place) {
        TypedQuery<Task> query =
                em.createQuery("select t from Task t where " + where + " order by " + order, Task.class);
        values.forEach(query::setParameter);
        return Page.of(request, query.setMaxResults(request.fetch()).getResultList(), place);
    }

    private void and(String condition, String name, Object value) {
        where.append(" and ").append(condition);
        values.put(name, value);
    }

    /** @return the pattern for texts that hold this one, in which no character has a meaning of its own */
    private static String part(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
