package dev.tutti.work.task;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.base.edit.FieldVersions;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something to be done. Its id is unique in its workspace and found in no other: so nobody learns by a taken id that
 * a stranger's task exists, and no race for an id reaches beyond the workspace's one writer.
 */
@Entity
@Table(name = "task")
@IdClass(Task.Key.class)
class Task {
    /** The field under which a change of the order in a column is kept and reported. */
    static final String PLACE = "place";

    /** The one column whose name means something to the server: nobody has to be reminded of what lies there. */
    static final String DONE = "done";

    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    @Id
    private UUID id;

    private String title;
    private String description;
    private String status;

    /** Where it lies in its column: gaps between neighbours are for those that come between. Never shown. */
    private long place;

    @Convert(converter = AbsentableUuid.class)
    @Column(name = "assignee_id")
    private UUID assigneeId;

    /** Between line ends, so that one label can be looked for in the whole text. */
    private String labels;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    @Column(name = "due_on")
    private LocalDate dueOn;

    /** A JSON array: always read and written whole. */
    private String checklist;

    private long version;
    private String changed;

    @Column(name = "created_by")
    private UUID createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "trashed_at")
    private Instant trashedAt;

    protected Task() {}

    Task(TaskId id, NewTask asked, UUID createdBy, Instant createdAt) {
        this.workspace = id.workspace();
        this.id = id.id();
        this.version = 1;
        this.changed = FieldVersions.NONE.toString();
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        take(asked);
    }

    UUID id() {
        return id;
    }

    String status() {
        return status;
    }

    long place() {
        return place;
    }

    long version() {
        return version;
    }

    Optional<UUID> assignee() {
        return Optional.ofNullable(assigneeId);
    }

    FieldVersions changed() {
        return FieldVersions.parse(changed);
    }

    Optional<Instant> trashedAt() {
        return Optional.ofNullable(trashedAt);
    }

    /** @return that somebody is to do it until some day, if it is so */
    Optional<DueTask> due() {
        boolean open = trashedAt == null && !status.equals(DONE);
        return open && assigneeId != null && dueOn != null
                ? Optional.of(new DueTask(new TaskId(workspace, id), new UserId(assigneeId), dueOn))
                : Optional.empty();
    }

    void edit(NewTask asked, Collection<String> fields) {
        take(asked);
        nextVersion(fields);
    }

    void move(String status) {
        nextVersion(status.equals(this.status) ? List.of(PLACE) : List.of(PLACE, "status"));
        this.status = status;
    }

    /** Changes the place and not the version: whoever moves the task does that too. */
    void lieAt(long place) {
        this.place = place;
    }

    void trash(Instant now) {
        trashedAt = now;
        nextVersion(List.of());
    }

    void restore() {
        trashedAt = null;
        nextVersion(List.of(PLACE));
    }

    private void nextVersion(Collection<String> fields) {
        version++;
        changed = changed().changed(fields, version).toString();
    }

    private void take(NewTask asked) {
        title = asked.title();
        description = asked.description().orElse(null);
        status = asked.status();
        assigneeId = asked.assigneeId().orElse(null);
        labels = asked.labels().isEmpty() ? "" : "\n" + String.join("\n", asked.labels()) + "\n";
        priority = Priority.parse(asked.priority());
        dueOn = asked.dueOn().orElse(null);
        checklist = JsonText.of(asked.checklist());
    }

    NewTask editable() {
        return new NewTask(
                Optional.empty(),
                title,
                Optional.ofNullable(description),
                status,
                assignee(),
                labels(),
                priority.wire(),
                Optional.ofNullable(dueOn),
                checklist());
    }

    TaskView view() {
        return new TaskView(
                id,
                workspace,
                title,
                Optional.ofNullable(description),
                status,
                assignee(),
                labels(),
                priority,
                Optional.ofNullable(dueOn),
                checklist(),
                version,
                createdBy,
                createdAt,
                trashedAt());
    }

    private List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.substring(1).split("\n"));
    }

    private List<ChecklistItem> checklist() {
        ChecklistItem[] items = JsonText.read(checklist, ChecklistItem[].class);
        return List.of(items);
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID workspace;
        private UUID id;

        protected Key() {}

        Key(TaskId task) {
            workspace = task.workspace();
            id = task.id();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && workspace.equals(key.workspace) && id.equals(key.id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, id);
        }
    }
}
