package dev.tutti.work.task;

import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A query for tasks that grows by conditions. It is put together from our own words only; whatever a caller sent is a
 * parameter.
 */
class TaskSelection {
    private final EntityManager em;
    private final StringBuilder where;
    private final Map<String, Object> values = new HashMap<>();

    /** @param where the first condition, with one parameter */
    TaskSelection(EntityManager em, String where, String name, Object value) {
        this.em = em;
        this.where = new StringBuilder(where);
        values.put(name, value);
    }

    TaskSelection and(TaskFilter filter) {
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
        filter.dueBy().ifPresent(day -> and("t.dueOn <= :dueBy", "dueBy", day));
        if (filter.open()) {
            and("t.status <> :done", "done", Task.DONE);
        }
        return this;
    }

    TaskSelection and(String condition, String name, Object value) {
        where.append(" and ").append(condition);
        return with(name, value);
    }

    TaskSelection with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** @param place the cursor of a task, by the values of the order */
    Page<Task> page(PageRequest request, String order, Function<Task, Cursor> place) {
        TypedQuery<Task> query =
                em.createQuery("select t from Task t where " + where + " order by " + order, Task.class);
        values.forEach(query::setParameter);
        return Page.of(request, query.setMaxResults(request.fetch()).getResultList(), place);
    }

    /** @return the pattern for texts that hold this one, in which no character has a meaning of its own */
    private static String part(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
