package dev.tutti.work.watch;

import dev.tutti.base.identity.UserId;
import dev.tutti.work.task.TaskId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * That somebody watches a task, or has stopped to. Changed only by whoever holds the workspace's journal.
 */
@Entity
@Table(name = "task_watch")
@IdClass(Watch.Key.class)
class Watch {
    @Id
    @Column(name = "workspace_id")
    private UUID workspace;

    @Id
    @Column(name = "task_id")
    private UUID task;

    @Id
    @Column(name = "user_id")
    private UUID person;

    private boolean watching;

    protected Watch() {}

    Watch(TaskId task, UserId person, boolean watching) {
        this.workspace = task.workspace();
        this.task = task.id();
        this.person = person.value();
        this.watching = watching;
    }

    boolean watching() {
        return watching;
    }

    void become(boolean watching) {
        this.watching = watching;
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID workspace;
        private UUID task;
        private UUID person;

        protected Key() {}

        Key(TaskId task, UserId person) {
            this.workspace = task.workspace();
            this.task = task.id();
            this.person = person.value();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && workspace.equals(key.workspace)
                    && task.equals(key.task)
                    && person.equals(key.person);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, task, person);
        }
    }
}
