package dev.tutti.work.task;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** The conditions of a list of tasks, as its address carries them. A class with fields, because JAX-RS fills it. */
public class TaskQuery {
    @QueryParam("status")
    private String status;

    @QueryParam("open")
    private String open;

    @QueryParam("assignee")
    private String assignee;

    @QueryParam("label")
    private String label;

    @QueryParam("q")
    private String text;

    @QueryParam("dueWithin")
    private String dueWithin;

    @QueryParam("trashed")
    private String trashed;

    TaskConditions conditions() {
        return new TaskConditions(
                Optional.ofNullable(status),
                Optional.ofNullable(open).map(sent -> truth("open", sent)),
                Optional.ofNullable(assignee),
                Optional.ofNullable(label),
                Optional.ofNullable(text),
                Optional.ofNullable(dueWithin).map(TaskQuery::number));
    }

    boolean trashed() {
        return trashed != null && truth("trashed", trashed);
    }

    /** @throws Problem.Invalid {@code bad_value} when it is neither {@code true} nor {@code false} */
    static boolean truth(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.Invalid.field(ErrorCode.BAD_VALUE, name, "must be true or false.");
        };
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "dueWithin", "must be a number of days.");
        }
        return Integer.parseInt(text);
    }
}
