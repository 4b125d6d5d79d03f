package dev.tutti.work.comment;

import java.util.UUID;

/** How many comments a task has, which are some. */
public record CommentCount(UUID taskId, long count) {}
