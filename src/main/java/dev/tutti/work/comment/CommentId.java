package dev.tutti.work.comment;

import dev.tutti.work.task.TaskId;
import java.util.UUID;

/** Names a comment, by the task that it is on. */
public record CommentId(TaskId task, UUID id) {}
