package dev.tutti.work.task;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** The conditions of a list of tasks, as its address carries them. A class with fields, because JAX-RS fills it. */
public class TaskQuery {
    @QueryParam("status")
    private String status;

    @QueryParam("assignee")
    private String assignee;

    @QueryParam("label")
    private String label;

    @QueryParam("q")
    private String text;

    @QueryParam("trashed")
    private String trashed;

    TaskFilter filter() {
        return new TaskFilter(
                Optional.ofNullable(status),
                Optional.ofNullable(assignee).map(TaskFilter::assignee),
                Optional.ofNullable(label),
                Optional.ofNullable(text),
                Optional.ofNullable(trashed).map(TaskFilter::trashed).orElse(false));
    }
}
