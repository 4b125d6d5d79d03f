package dev.tutti.work.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.database.AbsentableUuid;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;

/**
 * That somebody was told that a task of theirs is due on some day. Made only by whoever holds the workspace's journal,
 * and once.
 */
@Entity
@Table(name = "task_due_notice")
class DueNotice {
    @Id
    private UUID id;

    @Column(name = "workspace_id")
    private UUID workspace;

    @Column(name = "task_id")
    private UUID task;

    /** Never absent, but kept as a task keeps it: what is compared in the database has to be of one type. */
    @Convert(converter = AbsentableUuid.class)
    @Column(name = "assignee_id")
    private UUID assigneeId;

    @Column(name = "due_on")
    private LocalDate dueOn;

    protected DueNotice() {}

    DueNotice(DueTask due) {
        id = UuidCreator.getTimeOrderedEpoch();
        workspace = due.task().workspace();
        task = due.task().id();
        assigneeId = due.assignee().value();
        dueOn = due.on();
    }
}
