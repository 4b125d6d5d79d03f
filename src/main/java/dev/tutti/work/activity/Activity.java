package dev.tutti.work.activity;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.journal.StreamId;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.workspace.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Looks back, the newest first, as far as the journal reaches. Whoever is a member may see all that is in it. */
@ApplicationScoped
@Transactional
public class Activity {
    @Inject
    Access access;

    @Inject
    Tasks tasks;

    @Inject
    History history;

    public Page<Happened> in(Caller caller, UUID workspace, PageRequest request) {
        access.of(caller, workspace);
        return page(workspace, Optional.empty(), "activity:" + workspace, request);
    }

    /**
     * @return what was told of the task, and of the comments on it
     * @throws Problem.NotFound also when it lies in the trash
     */
    public Page<Happened> of(Caller caller, TaskId task, PageRequest request) {
        tasks.find(caller, task);
        return page(
                task.workspace(), Optional.of(task.id()), "activity:" + task.workspace() + ":" + task.id(), request);
    }

    private Page<Happened> page(UUID workspace, Optional<UUID> subject, String list, PageRequest request) {
        long before = request.after()
                .map(text -> Cursor.parse(text, list, 1).number(0))
                .orElse(Long.MAX_VALUE);
        return Page.of(
                        request,
                        history.before(StreamId.workspace(workspace), subject, before, request.fetch()),
                        last -> Cursor.of(list, last.seq()))
                .map(Happened::of);
    }
}
