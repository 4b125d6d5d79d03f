package dev.tutti.work.move;

import dev.tutti.work.task.ChecklistItem;
import dev.tutti.work.task.Priority;
import dev.tutti.work.task.TaskView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A task in a file: what is asked for to make it again, and who made it when. */
public record ExportedTask(
        UUID id,
        String title,
        Optional<String> description,
        String status,
        Optional<UUID> assigneeId,
        List<String> labels,
        Priority priority,
        Optional<LocalDate> dueOn,
        List<ChecklistItem> checklist,
        UUID createdBy,
        Instant createdAt) {
    static ExportedTask of(TaskView task) {
        return new ExportedTask(
                task.id(),
                task.title(),
                task.description(),
                task.status(),
                task.assigneeId(),
                task.labels(),
                task.priority(),
                task.dueOn(),
                task.checklist(),
                task.createdBy(),
                task.createdAt());
    }
}
