package dev.tutti.work.comment;

import dev.tutti.base.database.StableViews;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.search.Searchable;
import dev.tutti.base.search.TextIndex;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.Written;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.talk.Talk;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A task that people discuss: the real use cases, one transaction a call. */
public final class Discussion implements AutoCloseable {
    final Office office = new Office();
    final Caller ada = office.person("ada");
    final UUID workspace = office.workspace(ada);
    final Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);
    final TaskId task = task("The engine");

    TaskId task(String title) {
        return new TaskId(
                workspace,
                tasks(t -> t.create(ada, workspace, Team.asked("'title':'" + title + "'")))
                        .value()
                        .id());
    }

    <T> T tasks(Function<Tasks, T> work) {
        return office.at(desk -> work.apply(Team.tasks(desk)));
    }

    <T> T comments(Function<Comments, T> work) {
        return office.at(desk -> work.apply(comments(desk)));
    }

    public static Comments comments(Office.Desk desk) {
        Comments comments = new Comments();
        comments.em = desk.em();
        comments.access = desk.access();
        comments.tasks = Team.tasks(desk);
        comments.mentions = Talk.mentions(desk);
        comments.reactions = Talk.reactions(desk);
        comments.journal = desk.journal();
        comments.history = Journals.reading(desk.em());
        comments.view = StableViews.of(desk.em());
        comments.rules = Office.RULES;
        comments.clock = Clock.systemUTC();
        return comments;
    }

    CommentView say(Caller caller, String text) {
        return comments(c -> c.create(caller, task, new NewComment(Optional.empty(), text)))
                .value();
    }

    CommentView find(UUID comment) {
        return comments(c -> c.find(ada, id(comment)));
    }

    Written<CommentView> edit(Caller caller, UUID comment, String text) {
        return comments(
                c -> c.edit(caller, id(comment), IfMatch.ANY, StrictJson.object("{\"text\":\"" + text + "\"}")));
    }

    void delete(Caller caller, UUID comment) {
        comments(c -> c.delete(caller, id(comment), IfMatch.ANY));
    }

    CommentView react(Caller caller, UUID comment, String emoji, boolean wanted) {
        return comments(c -> c.react(caller, id(comment), new Emoji(emoji), wanted))
                .value();
    }

    Page<CommentView> page(int limit, Optional<String> after) {
        return comments(c -> c.page(ada, task, new PageRequest(limit, after))).page();
    }

    CommentId id(UUID comment) {
        return new CommentId(task, comment);
    }

    Entry last() {
        List<Entry> told = office.told(workspace);
        return told.get(told.size() - 1);
    }

    public static Searchable searchable(TextIndex index) {
        CommentSearch search = new CommentSearch();
        search.index = index;
        return search;
    }

    @Override
    public void close() {
        office.close();
    }
}
