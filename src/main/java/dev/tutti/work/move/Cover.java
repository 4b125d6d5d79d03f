package dev.tutti.work.move;

import dev.tutti.journal.Position;
import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.WorkspaceView;
import java.time.Instant;
import java.util.List;

/**
 * What a file says before it comes to the tasks.
 *
 * @param position in the workspace's journal, at which the file is true
 */
record Cover(WorkspaceView workspace, List<MemberView> members, Position position, Instant now) {}
