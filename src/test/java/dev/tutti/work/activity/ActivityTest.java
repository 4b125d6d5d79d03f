package dev.tutti.work.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.work.chat.Lounge;
import dev.tutti.work.comment.CommentId;
import dev.tutti.work.comment.Discussion;
import dev.tutti.work.comment.NewComment;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.task.MoveTask;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Activity")
class ActivityTest {
    private static final List<String> LIFE = List.of(
            "task:created",
            "task:updated",
            "task:moved",
            "comment:created",
            "comment:updated",
            "comment:reacted",
            "comment:deleted",
            "task:deleted",
            "task:restored");

    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);
    private final Caller gus = office.member(workspace, ada, "gus", Role.GUEST);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("of a task is all that was told of it and of what was said of it, the newest first")
    void ofTask() {
        TaskId task = live();
        live();
        say();

        List<Happened> told = all(request -> activity(a -> a.of(gus, task, request)), 4);

        List<String> types = new ArrayList<>(told.stream().map(Happened::type).toList());
        Collections.reverse(types);
        assertEquals(LIFE, types);
        told.forEach(item -> assertEquals(
                task.id().toString(), item.payload().getString(item.type().startsWith("comment:") ? "taskId" : "id")));
    }

    @Test
    @DisplayName("of a workspace is its journal, backwards, in the form of events")
    void ofWorkspace() {
        live();
        say();
        List<Entry> told = office.told(workspace);

        List<Happened> shown = new ArrayList<>(all(request -> activity(a -> a.in(gus, workspace, request)), 3));
        Collections.reverse(shown);

        assertEquals(told.size(), shown.size());
        for (int i = 0; i < told.size(); i++) {
            Entry entry = told.get(i);
            Happened item = shown.get(i);
            assertEquals(entry.what().type(), item.type());
            assertEquals(StrictJson.object(entry.what().payload()), item.payload());
            assertEquals(entry.seq(), item.seq());
            assertEquals(entry.position().mark().orElseThrow(), item.mark());
            assertEquals(entry.when().toEpochMilli(), item.ts());
            assertEquals(workspace, item.workspaceId());
            assertEquals(Optional.of(new Happened.Actor(ada.id().value(), "ada")), item.actor());
            assertEquals(Optional.empty(), item.mutationId());
        }
    }

    @Test
    @DisplayName("is for members; C13: a cursor is good for its own list only")
    void confined() {
        TaskId task = live();
        Caller eve = office.person("eve");
        UUID hers = office.workspace(eve);
        PageRequest first = new PageRequest(2, Optional.empty());

        assertThrows(Problem.NotFound.class, () -> activity(a -> a.in(eve, workspace, first)));
        assertThrows(Problem.NotFound.class, () -> activity(a -> a.of(eve, task, first)));
        assertThrows(Problem.NotFound.class, () -> activity(a -> a.of(eve, new TaskId(hers, task.id()), first)));
        PageRequest next =
                new PageRequest(2, activity(a -> a.of(ada, task, first)).next());
        TaskId other = live();
        assertThrows(Problem.Invalid.class, () -> activity(a -> a.of(ada, other, next)));
        assertThrows(Problem.Invalid.class, () -> activity(a -> a.in(ada, workspace, next)));
        assertThrows(Problem.Invalid.class, () -> activity(a -> a.in(eve, hers, next)));
        office.at(desk -> Team.tasks(desk).trash(ada, task, IfMatch.ANY));
        assertThrows(Problem.NotFound.class, () -> activity(a -> a.of(ada, task, first)));
    }

    /** @return a task to which everything has happened that can happen to one */
    private TaskId live() {
        TaskId task = new TaskId(
                workspace,
                office.at(desk -> Team.tasks(desk).create(ada, workspace, Team.asked("'title':'x'")))
                        .value()
                        .id());
        office.go(desk -> Team.tasks(desk).edit(ada, task, IfMatch.ANY, StrictJson.object("{\"title\":\"y\"}")));
        office.go(desk -> Team.tasks(desk)
                .move(ada, task, IfMatch.ANY, new MoveTask("done", Optional.empty(), Optional.empty())));
        CommentId comment = new CommentId(
                task,
                office.at(desk -> Discussion.comments(desk).create(ada, task, new NewComment(Optional.empty(), "c")))
                        .value()
                        .id());
        office.go(desk ->
                Discussion.comments(desk).edit(ada, comment, IfMatch.ANY, StrictJson.object("{\"text\":\"d\"}")));
        office.go(desk -> Discussion.comments(desk).react(ada, comment, new Emoji("e"), true));
        office.go(desk -> Discussion.comments(desk).delete(ada, comment, IfMatch.ANY));
        office.go(desk -> Team.tasks(desk).trash(ada, task, IfMatch.ANY));
        office.go(desk -> Team.tasks(desk).restore(ada, task));
        return task;
    }

    private void say() {
        office.go(desk -> Lounge.messages(desk).send(ada, workspace, Lounge.asked("'text':'x'")));
    }

    private <T> T activity(Function<Activity, T> work) {
        return office.at(desk -> {
            Activity activity = new Activity();
            activity.access = desk.access();
            activity.tasks = Team.tasks(desk);
            activity.history = Journals.reading(desk.em());
            return work.apply(activity);
        });
    }

    private static List<Happened> all(Function<PageRequest, Page<Happened>> list, int limit) {
        List<Happened> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Happened> page = list.apply(new PageRequest(limit, next));
            seen.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return seen;
    }
}
