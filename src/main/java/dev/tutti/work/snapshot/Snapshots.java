package dev.tutti.work.snapshot;

import dev.tutti.base.database.StableView;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.work.chat.Messages;
import dev.tutti.work.comment.Comments;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * Takes snapshots. Everything is read in one stable view of the database, so that no commit is half seen: the journal's
 * end belongs to the same state as what is shown. Writers do not wait for it (decision 0007).
 */
@ApplicationScoped
@Transactional
public class Snapshots {
    @Inject
    StableView view;

    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    Workspaces workspaces;

    @Inject
    Tasks tasks;

    @Inject
    Comments comments;

    @Inject
    Messages messages;

    @Inject
    History history;

    /** @throws Problem.NotFound as for everything in a workspace that is not the caller's */
    public Snapshot take(Caller caller, UUID workspace) {
        view.open();
        Membership membership = access.of(caller, workspace);
        Position position = history.extent(membership.stream()).orElseThrow().head();
        return new Snapshot(
                position.epoch(),
                position.seq(),
                position.mark(),
                workspaces.of(membership),
                members.all(membership),
                tasks.board(membership),
                comments.counts(membership),
                messages.latest(membership, Snapshot.MESSAGES));
    }
}
