package dev.tutti.work.task;

import dev.tutti.base.identity.UserId;
import java.time.LocalDate;

/**
 * That somebody is to do a task until some day.
 *
 * @param on the day, which is theirs still
 */
public record DueTask(TaskId task, UserId assignee, LocalDate on) {}
