package dev.tutti.work.task;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.limit.FreshRates;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.search.Searchable;
import dev.tutti.base.search.TextIndex;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.workspace.Office;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A workspace with tasks: the real use cases, one transaction a call, by its owner unless somebody else is named. */
public final class Team implements AutoCloseable {
    final Office office = new Office();
    final Caller ada = office.person("ada");
    final UUID workspace = office.workspace(ada);

    <T> T tasks(Function<Tasks, T> work) {
        return office.at(desk -> work.apply(tasks(desk)));
    }

    public static Tasks tasks(Office.Desk desk) {
        Board board = new Board();
        board.em = desk.em();
        Tasks tasks = new Tasks();
        tasks.em = desk.em();
        tasks.access = desk.access();
        tasks.members = desk.members();
        tasks.workspaces = desk.workspaces();
        tasks.board = board;
        tasks.journal = desk.journal();
        tasks.rules = Office.RULES;
        tasks.clock = Clock.systemUTC();
        tasks.rates = FreshRates.of(ChosenSettings.of(), tasks.clock);
        return tasks;
    }

    public static DueTasks due(Office.Desk desk) {
        DueTasks due = new DueTasks();
        due.em = desk.em();
        due.journal = desk.journal();
        return due;
    }

    TaskId id(UUID task) {
        return new TaskId(workspace, task);
    }

    public static NewTask asked(String fields) {
        return JsonText.read("{" + fields.replace('\'', '"') + "}", NewTask.class);
    }

    UUID task(String title) {
        return create("'title':'" + title + "'");
    }

    UUID create(String fields) {
        return tasks(tasks -> tasks.create(ada, workspace, asked(fields)))
                .value()
                .id();
    }

    Written<TaskView> edit(UUID task, IfMatch match, String fields) {
        JsonObject patch = StrictJson.object("{" + fields.replace('\'', '"') + "}");
        return tasks(tasks -> tasks.edit(ada, id(task), match, patch));
    }

    Written<TaskView> move(UUID task, String status, Optional<UUID> before, Optional<UUID> after) {
        return tasks(tasks -> tasks.move(ada, id(task), IfMatch.ANY, new MoveTask(status, before, after)));
    }

    Position trash(UUID task) {
        return tasks(tasks -> tasks.trash(ada, id(task), IfMatch.ANY));
    }

    List<TaskView> list(TaskFilter filter) {
        return pages(filter, 200);
    }

    List<String> titles(TaskFilter filter) {
        return list(filter).stream().map(TaskView::title).toList();
    }

    List<TaskView> pages(TaskFilter filter, int limit) {
        List<TaskView> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<TaskView> page = page(filter, limit, next);
            seen.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return seen;
    }

    Page<TaskView> page(TaskFilter filter, int limit, Optional<String> after) {
        return tasks(tasks -> tasks.list(ada, workspace, filter, new PageRequest(limit, after)));
    }

    List<Entry> told() {
        return office.told(workspace);
    }

    Entry last() {
        List<Entry> told = told();
        return told.get(told.size() - 1);
    }

    public static Searchable searchable(TextIndex index) {
        TaskSearch search = new TaskSearch();
        search.index = index;
        return search;
    }

    @Override
    public void close() {
        office.close();
    }
}
