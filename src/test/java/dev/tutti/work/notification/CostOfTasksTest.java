package dev.tutti.work.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.identity.Caller;
import dev.tutti.work.task.NewTask;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.NewMember;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each line is a way to the database and back, most of them while the workspace's other writers wait. */
@DisplayName("Of the database asks")
class CostOfTasksTest {
    private final Bell bell = new Bell();
    private final Caller ada = bell.person("ada");
    private final Caller bob = bell.person("bob");
    private final UUID workspace = bell.office.workspace(ada);

    @AfterEach
    void close() {
        bell.close();
    }

    @Test
    @DisplayName("a task that is made no more than this")
    void made() {
        assertEquals(
                List.of(
                        "select workspace_member",
                        "lock stream_head",
                        "select workspace_member",
                        "select task",
                        "insert task",
                        "insert journal_line",
                        "insert task_watch",
                        "update stream_head",
                        "commit"),
                asks("'title':'x'"));
    }

    @Test
    @DisplayName("a task with an id of its maker's one look more, whether it is taken")
    void madeWithId() {
        assertEquals(
                List.of(
                        "select workspace_member",
                        "lock stream_head",
                        "select workspace_member",
                        "select task",
                        "select task",
                        "insert task",
                        "insert journal_line",
                        "insert task_watch",
                        "update stream_head",
                        "commit"),
                asks("'title':'x','id':'" + UUID.randomUUID() + "'"));
    }

    @Test
    @DisplayName("a task that is given to another member what it takes to tell them")
    void given() {
        bell.office.go(desk -> desk.members()
                .add(
                        ada,
                        workspace,
                        new NewMember(Optional.empty(), Optional.of(bob.id().value()), "member")));
        assertEquals(
                List.of(
                        "select workspace_member",
                        "lock stream_head",
                        "select workspace_member",
                        "select workspace_member",
                        "select task",
                        "insert task",
                        "select workspace",
                        "lock stream_head",
                        "select notification_choice",
                        "insert journal_line",
                        "insert task_watch",
                        "insert task_watch",
                        "insert notification",
                        "update stream_head",
                        "insert journal_line",
                        "update stream_head",
                        "commit"),
                asks("'title':'x','assigneeId':'" + bob.id() + "'"));
    }

    private List<String> asks(String fields) {
        NewTask asked = Team.asked(fields);
        return bell.office.roundTrips(desk -> Team.tasks(desk).create(ada, workspace, asked));
    }
}
