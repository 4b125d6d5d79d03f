package dev.tutti.work.comment;

import dev.tutti.work.talk.ReactionView;
import dev.tutti.work.talk.Said;
import dev.tutti.work.talk.Words;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.workspace.Membership;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Something said of a task. */
@Entity(name = "TaskComment")
@Table(name = "task_comment")
@IdClass(Said.Key.class)
class Comment extends Said {
    @Column(name = "task_id")
    private UUID task;

    protected Comment() {}

    Comment(Membership author, CommentId id, long seq, Words words, Instant now) {
        super(author, id.id(), seq, words, now);
        task = id.task().id();
    }

    boolean isOn(TaskId other) {
        return task.equals(other.id());
    }

    CommentView view(List<ReactionView> reactions) {
        return new CommentView(
                id(),
                workspace(),
                task,
                seq(),
                author(),
                text().orElseThrow(),
                mentions(),
                reactions,
                version(),
                createdAt(),
                editedAt());
    }
}
