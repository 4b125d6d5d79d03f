package dev.tutti.work.move;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.task.ManyTasks;
import dev.tutti.work.task.NewTask;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes files in: all tasks of one, or none. Administrators may, for it fills the board of everybody. */
@ApplicationScoped
@Transactional
public class Imports {
    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    ManyTasks tasks;

    /** Refuses who may not, before anything is done for them. */
    public void permit(Caller caller, UUID workspace) {
        access.of(caller, workspace).mustBe(Role.ADMIN);
    }

    /** @throws Problem.Invalid with every task that is there already, and its line */
    Written<Imported> take(Caller caller, UUID workspace, TaskFile file, Consumer<Progress> progress) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        refuseTaken(membership, file.rows());
        List<NewTask> asked = forMembers(membership, file.rows());
        int unassigned = assigned(file.rows().stream().map(Row::task)) - assigned(asked.stream());
        Position position =
                tasks.create(membership, asked, written -> progress.accept(new Progress(written, asked.size())));
        return new Written<>(new Imported(asked.size(), unassigned, file.archived(), file.ignored()), position);
    }

    private static int assigned(Stream<NewTask> some) {
        return (int) some.filter(task -> task.assigneeId().isPresent()).count();
    }

    private void refuseTaken(Membership membership, List<Row> rows) {
        Set<UUID> taken = tasks.taken(
                membership,
                rows.stream().flatMap(row -> row.task().id().stream()).toList());
        Faults faults = new Faults();
        rows.stream()
                .filter(row -> row.task().id().filter(taken::contains).isPresent())
                .forEach(row -> faults.add(row.line(), "id", "is that of a task which this workspace has already"));
        faults.refuse();
    }

    /** Whose people are others, as after a move from elsewhere, still is to get the tasks. */
    private List<NewTask> forMembers(Membership membership, List<Row> rows) {
        Set<UUID> here = members.all(membership).stream()
                .map(member -> member.user().id())
                .collect(Collectors.toSet());
        List<NewTask> asked = new ArrayList<>(rows.size());
        for (Row row : rows) {
            boolean strange =
                    row.task().assigneeId().filter(id -> !here.contains(id)).isPresent();
            asked.add(strange ? unassigned(row.task()) : row.task());
        }
        return asked;
    }

    private static NewTask unassigned(NewTask task) {
        return new NewTask(
                task.id(),
                task.title(),
                task.description(),
                task.status(),
                Optional.empty(),
                task.labels(),
                task.priority(),
                task.dueOn(),
                task.checklist());
    }
}
