package dev.tutti.work.task;

import java.util.UUID;

/** Names a task. Always both ids: a task is found in the workspace that the caller was let into, or not at all. */
public record TaskId(UUID workspace, UUID id) {}
