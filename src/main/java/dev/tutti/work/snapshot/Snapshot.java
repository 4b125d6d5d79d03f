package dev.tutti.work.snapshot;

import dev.tutti.journal.Position;
import dev.tutti.work.chat.MessageView;
import dev.tutti.work.comment.CommentCount;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.WorkspaceView;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A workspace as it was at one position of its journal: the work of all entries up to there, and of none after. The
 * entries that follow, folded into it, make every later one.
 *
 * @param epoch with {@code seq} and {@code mark}, the position
 * @param members by their ids
 * @param tasks the board, without the trash: the columns by their names, and each in its order
 * @param comments how many each task has, by their tasks' ids; also of tasks in the trash, which may come back
 * @param messages the newest of the main conversation, in their order
 */
public record Snapshot(
        String epoch,
        long seq,
        Optional<UUID> mark,
        WorkspaceView workspace,
        List<MemberView> members,
        List<TaskView> tasks,
        List<CommentCount> comments,
        List<MessageView> messages) {
    /** How many messages are shown: as many as a client shows before somebody looks further back. */
    static final int MESSAGES = 50;

    Position position() {
        return new Position(epoch, seq, mark);
    }
}
