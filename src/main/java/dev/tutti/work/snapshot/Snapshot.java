package dev.tutti.work.snapshot;

import dev.tutti.journal.Position;
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
 */
public record Snapshot(
        String epoch,
        long seq,
        Optional<UUID> mark,
        WorkspaceView workspace,
        List<MemberView> members,
        List<TaskView> tasks) {
    static Snapshot at(Position position, WorkspaceView workspace, List<MemberView> members, List<TaskView> tasks) {
        return new Snapshot(position.epoch(), position.seq(), position.mark(), workspace, members, tasks);
    }

    Position position() {
        return new Position(epoch, seq, mark);
    }
}
