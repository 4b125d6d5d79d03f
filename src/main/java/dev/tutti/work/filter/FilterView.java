package dev.tutti.work.filter;

import dev.tutti.base.edit.Versioned;
import dev.tutti.work.task.TaskConditions;
import java.util.Optional;
import java.util.UUID;

/** A filter as it is shown. */
public record FilterView(UUID id, String name, Optional<UUID> workspaceId, TaskConditions conditions, long version)
        implements Versioned {}
