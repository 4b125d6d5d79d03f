package dev.tutti.work.task;

import dev.tutti.journal.Fact;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** What can happen to a task. */
public sealed interface TaskEvent extends Fact {
    /** @return the task's id */
    UUID id();

    @Override
    default Optional<UUID> subject() {
        return Optional.of(id());
    }

    /** It lies last in its column. The payload is the task itself. */
    record Created(TaskView task) implements TaskEvent {
        @Override
        public UUID id() {
            return task.id();
        }

        @Override
        public String type() {
            return "task:created";
        }

        @Override
        public Object payload() {
            return task;
        }
    }

    /**
     * If the status is among the changes, it lies last in its new column.
     *
     * @param task as it is now; only the changes are told
     * @param changes the changed fields alone, with their new values; {@code null} where one was cleared
     */
    record Updated(TaskView task, JsonObject changes) implements TaskEvent {
        /** What is told. */
        public record Changes(UUID id, long version, JsonObject changes) {}

        @Override
        public UUID id() {
            return task.id();
        }

        @Override
        public String type() {
            return "task:updated";
        }

        @Override
        public Object payload() {
            return new Changes(task.id(), task.version(), changes);
        }
    }

    /** @param after the task in that column that it follows now; empty when it lies first */
    record Moved(UUID id, long version, String status, Optional<UUID> after) implements TaskEvent {
        @Override
        public String type() {
            return "task:moved";
        }
    }

    /** It went to the trash. */
    record Deleted(UUID id) implements TaskEvent {
        @Override
        public String type() {
            return "task:deleted";
        }
    }

    /** It came back from the trash and lies last in its column. The payload is the task itself. */
    record Restored(TaskView task) implements TaskEvent {
        @Override
        public UUID id() {
            return task.id();
        }

        @Override
        public String type() {
            return "task:restored";
        }

        @Override
        public Object payload() {
            return task;
        }
    }
}
