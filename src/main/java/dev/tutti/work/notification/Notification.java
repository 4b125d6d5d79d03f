package dev.tutti.work.notification;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A notification as it is kept for its receiver's list: written once, beside the entry of the inbox that tells it. */
@Entity
@Table(name = "notification")
@IdClass(Notification.Key.class)
class Notification {
    @Id
    @Column(name = "user_id")
    private UUID person;

    /** The number of the entry in the person's inbox. */
    @Id
    private long seq;

    private UUID id;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column(name = "workspace_id")
    private UUID workspace;

    @Column(name = "workspace_name")
    private String workspaceName;

    @Convert(converter = AbsentableUuid.class)
    @Column(name = "task_id")
    private UUID task;

    private String title;

    @Column(name = "due_on")
    private LocalDate dueOn;

    @Convert(converter = AbsentableUuid.class)
    @Column(name = "message_id")
    private UUID message;

    private String room;

    @Convert(converter = AbsentableUuid.class)
    @Column(name = "comment_id")
    private UUID comment;

    private String excerpt;

    /** The server's own where nobody did it. */
    @Column(name = "actor_id")
    private UUID actorId;

    @Column(name = "actor_name")
    private String actorName;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Notification() {}

    Notification(UserId person, Author author, NotificationView view) {
        this.person = person.value();
        seq = view.seq();
        id = view.id();
        kind = view.kind();
        workspace = view.workspaceId();
        workspaceName = view.workspaceName();
        task = view.taskId().orElse(null);
        title = view.title().orElse(null);
        dueOn = view.dueOn().orElse(null);
        message = view.messageId().orElse(null);
        room = view.room().orElse(null);
        comment = view.commentId().orElse(null);
        excerpt = view.excerpt().orElse(null);
        actorId = author.id().value();
        actorName = author.name();
        createdAt = view.createdAt();
    }

    long seq() {
        return seq;
    }

    NotificationView view() {
        return new NotificationView(
                id,
                seq,
                kind,
                workspace,
                workspaceName,
                Optional.ofNullable(task),
                Optional.ofNullable(title),
                Optional.ofNullable(dueOn),
                Optional.ofNullable(message),
                Optional.ofNullable(room),
                Optional.ofNullable(comment),
                Optional.ofNullable(excerpt),
                NotificationView.Actor.of(new Author(new UserId(actorId), actorName, Echo.NONE)),
                createdAt);
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID person;
        private long seq;

        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && seq == key.seq && person.equals(key.person);
        }

        @Override
        public int hashCode() {
            return Objects.hash(person, seq);
        }
    }
}
