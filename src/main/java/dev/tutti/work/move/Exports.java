package dev.tutti.work.move;

import dev.tutti.base.database.StableView;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.work.chat.Messages;
import dev.tutti.work.comment.Comments;
import dev.tutti.work.task.TaskFilter;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.WorkspaceView;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Puts a workspace into a file: all that its members see but the trash, read some at a time in one stable view of the
 * database (decision 0007), so that it takes as much memory for a large workspace as for a small one.
 */
@ApplicationScoped
@Transactional(rollbackOn = Exception.class)
public class Exports {
    private static final int PAGE = 500;

    @PersistenceContext
    EntityManager em;

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

    @Inject
    Clock clock;

    /** @throws Problem.NotFound as for everything in a workspace that is not the caller's */
    public WorkspaceView of(Caller caller, UUID workspace) {
        return workspaces.of(access.of(caller, workspace));
    }

    /** @throws Problem.NotFound as above */
    public void write(Caller caller, UUID workspace, Form form, Writer out) throws IOException {
        view.open();
        Membership membership = access.of(caller, workspace);
        Sheet sheet = form == Form.CSV ? new CsvSheet(out) : new JsonSheet(out);
        sheet.begin(new Cover(
                workspaces.of(membership),
                members.all(membership),
                history.extent(membership.stream()).orElseThrow().head(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        tasks(membership, sheet);
        if (form == Form.JSON) {
            said("comments", seq -> comments.after(membership, seq, PAGE), one -> one.seq(), sheet);
            said("messages", seq -> messages.after(membership, seq, PAGE), one -> one.seq(), sheet);
        }
        sheet.end();
    }

    private void tasks(Membership membership, Sheet sheet) throws IOException {
        Optional<String> after = Optional.empty();
        do {
            Page<TaskView> page = tasks.list(
                    membership.caller(), membership.workspace(), TaskFilter.BOARD, new PageRequest(PAGE, after));
            sheet.tasks(page.items());
            em.clear();
            after = page.next();
        } while (after.isPresent());
    }

    private <T> void said(String list, LongFunction<List<T>> page, ToLongFunction<T> seq, Sheet sheet)
            throws IOException {
        List<T> some = page.apply(0);
        sheet.said(list, some);
        while (some.size() == PAGE) {
            some = page.apply(seq.applyAsLong(some.get(PAGE - 1)));
            sheet.said(list, some);
            em.clear();
        }
    }
}
