package dev.tutti.work.task;

import dev.tutti.base.edit.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A task as it is shown. It holds nothing that the events do not tell, so that a client that folds them has exactly
 * this.
 *
 * @param trashedAt when it was put into the trash, if it lies there
 */
public record TaskView(
        UUID id,
        UUID workspaceId,
        String title,
        Optional<String> description,
        String status,
        Optional<UUID> assigneeId,
        List<String> labels,
        Priority priority,
        Optional<LocalDate> dueOn,
        List<ChecklistItem> checklist,
        long version,
        UUID createdBy,
        Instant createdAt,
        Optional<Instant> trashedAt)
        implements Versioned {}
