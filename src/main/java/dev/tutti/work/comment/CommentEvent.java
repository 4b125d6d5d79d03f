package dev.tutti.work.comment;

import dev.tutti.journal.Fact;
import dev.tutti.work.task.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What can happen to what is said of a task. Each is about that task. */
public sealed interface CommentEvent extends Fact {
    /** @return the id of the task */
    UUID taskId();

    @Override
    default Optional<UUID> subject() {
        return Optional.of(taskId());
    }

    /** The payload is the comment itself. */
    record Created(CommentView comment, TaskView task) implements CommentEvent {
        @Override
        public String type() {
            return "comment:created";
        }

        @Override
        public Object payload() {
            return comment;
        }

        @Override
        public UUID taskId() {
            return task.id();
        }
    }

    /** @param comment as it is now; only what an edit changes is told */
    record Updated(CommentView comment, TaskView task) implements CommentEvent {
        /** What is told. */
        public record Change(
                UUID id, UUID taskId, long version, String text, List<UUID> mentions, Optional<Instant> editedAt) {}

        @Override
        public String type() {
            return "comment:updated";
        }

        @Override
        public Object payload() {
            return new Change(
                    comment.id(),
                    comment.taskId(),
                    comment.version(),
                    comment.text(),
                    comment.mentions(),
                    comment.editedAt());
        }

        @Override
        public UUID taskId() {
            return task.id();
        }
    }

    /** It is gone. */
    record Deleted(UUID id, UUID taskId) implements CommentEvent {
        @Override
        public String type() {
            return "comment:deleted";
        }
    }

    /** @param added whether the reaction came; else it was taken back */
    record Reacted(UUID id, UUID taskId, String emoji, UUID userId, boolean added) implements CommentEvent {
        @Override
        public String type() {
            return "comment:reacted";
        }
    }
}
