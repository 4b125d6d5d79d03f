package dev.tutti.work.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.StrictJson;
import dev.tutti.work.chat.Lounge;
import dev.tutti.work.chat.MessageId;
import dev.tutti.work.chat.MessageView;
import dev.tutti.work.comment.CommentId;
import dev.tutti.work.comment.CommentView;
import dev.tutti.work.comment.NewComment;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.NewMember;
import dev.tutti.work.workspace.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever is spoken to is notified:")
class SpokenToTest {
    private final Bell bell = new Bell();
    private final Caller ada = bell.person("ada");
    private final Caller bob = bell.person("bob");
    private final Caller cleo = bell.person("cleo");
    private final UUID workspace = bell.office.workspace(ada);

    @BeforeEach
    void gather() {
        add(workspace, bob);
        add(workspace, cleo);
    }

    @AfterEach
    void close() {
        bell.close();
    }

    @Test
    @DisplayName("who is named in a message, and who is answered; not who speaks")
    void messages() {
        MessageView asked = say("'room':'plans','text':'@bob @ada, when?'", ada);
        say("'room':'plans','text':'Now.','replyTo':'" + asked.id() + "'", bob);
        say("'room':'plans','text':'I mean later.','replyTo':'" + asked.id() + "'", ada);

        NotificationView mentioned = bell.list(bob).items().get(0);
        assertEquals(Kind.MENTIONED, mentioned.kind());
        assertEquals(Optional.of(asked.id()), mentioned.messageId());
        assertEquals(Optional.of("plans"), mentioned.room());
        assertEquals(Optional.of("@bob @ada, when?"), mentioned.excerpt());
        assertEquals("Team", mentioned.workspaceName());
        assertEquals(ada.id().value(), mentioned.actor().orElseThrow().id());
        assertEquals(List.of("ada: replied Now."), told(ada));
        assertEquals(List.of("bob: mentioned @bob @ada, when?"), told(bob));
        assertEquals(List.of(), told(cleo));
    }

    @Test
    @DisplayName("once, however often and for whatever reasons")
    void once() {
        MessageView asked = say("'text':'Who?'", bob);
        MessageView answer = say("'text':'@bob @bob @cleo','replyTo':'" + asked.id() + "'", ada);
        assertEquals(List.of("bob: mentioned @bob @bob @cleo"), told(bob));

        edit(answer, "@cleo");
        edit(answer, "@bob @cleo");
        assertEquals(1, told(bob).size());
        assertEquals(1, told(cleo).size());

        MessageView plain = say("'text':'Nobody','replyTo':'" + asked.id() + "'", ada);
        edit(plain, "@bob and @cleo");
        assertEquals("bob: replied Nobody", told(bob).get(0), "and not again for being named later");
        assertEquals(2, told(bob).size());
        assertEquals("cleo: mentioned @bob and @cleo", told(cleo).get(0));
    }

    @Test
    @DisplayName("who watches a task and did not comment, who is named even if they do not watch")
    void comments() {
        TaskId task = task("The engine", Optional.of(bob));
        CommentView first = comment(task, ada, "@cleo, please look");
        comment(task, cleo, "Looks good, @bob");
        bell.comments(c -> c.edit(
                ada, new CommentId(task, first.id()), IfMatch.ANY, StrictJson.object("{\"text\":\"@bob @cleo\"}")));

        assertEquals(
                List.of("bob: mentioned Looks good, @bob", "bob: commented @cleo, please look", "bob: assigned"),
                told(bob));
        assertEquals(List.of("ada: commented Looks good, @bob"), told(ada));
        assertEquals(List.of("cleo: mentioned @cleo, please look"), told(cleo));
        NotificationView commented = bell.list(bob).items().get(1);
        assertEquals(Optional.of(task.id()), commented.taskId());
        assertEquals(Optional.of("The engine"), commented.title());
        assertEquals(Optional.of(first.id()), commented.commentId());
        assertEquals(Optional.empty(), commented.messageId());
    }

    @Test
    @DisplayName("who is a member, and nobody else")
    void members() {
        TaskId task = task("The engine", Optional.of(bob));
        MessageView his = say("'text':'Bye'", bob);
        bell.office.go(desk -> desk.members().remove(ada, workspace, bob.id(), IfMatch.ANY));

        say("'text':'@bob?','replyTo':'" + his.id() + "'", ada);
        comment(task, ada, "@bob?");

        assertEquals(List.of("bob: assigned"), told(bob));
        assertEquals(List.of(), told(ada));
    }

    @Test
    @DisplayName("with the beginning of what was said")
    void excerpt() {
        String text = "@bob " + "😀".repeat(200);
        say("'text':'" + text + "'", ada);

        assertEquals(List.of("bob: mentioned @bob " + "😀".repeat(135)), told(bob));
    }

    @Test
    @DisplayName("in one order, so that those who speak in two workspaces at once do not wait for each other for ever")
    void manyAtOnce() {
        UUID other = bell.office.workspace(ada);
        add(other, bob);
        add(other, cleo);
        List<CompletableFuture<Void>> all = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> bell.messages(m -> m.send(
                        ada,
                        i % 2 == 0 ? workspace : other,
                        Lounge.asked(i % 2 == 0 ? "'text':'@bob @cleo'" : "'text':'@cleo @bob'")))))
                .toList();
        all.forEach(CompletableFuture::join);

        assertEquals(20, told(bob).size());
        assertEquals(20, told(cleo).size());
    }

    private void add(UUID where, Caller person) {
        bell.office.go(desk -> desk.members()
                .add(
                        ada,
                        where,
                        new NewMember(Optional.empty(), Optional.of(person.id().value()), Role.MEMBER.wire())));
    }

    private MessageView say(String fields, Caller caller) {
        return bell.messages(m -> m.send(caller, workspace, Lounge.asked(fields)))
                .value();
    }

    private void edit(MessageView message, String text) {
        bell.messages(m -> m.edit(
                ada,
                new MessageId(workspace, message.id()),
                IfMatch.ANY,
                StrictJson.object("{\"text\":\"" + text + "\"}")));
    }

    private TaskId task(String title, Optional<Caller> assignee) {
        String given =
                assignee.map(person -> ",'assigneeId':'" + person.id() + "'").orElse("");
        return new TaskId(
                workspace,
                bell.tasks(t -> t.create(ada, workspace, Team.asked("'title':'" + title + "'" + given)))
                        .value()
                        .id());
    }

    private CommentView comment(TaskId task, Caller caller, String text) {
        return bell.comments(c -> c.create(caller, task, new NewComment(Optional.empty(), text)))
                .value();
    }

    /** @return what they were notified of but having been added, the newest first */
    private List<String> told(Caller person) {
        List<String> told = new ArrayList<>();
        for (NotificationView view : bell.list(person).items()) {
            if (view.kind() != Kind.ADDED) {
                String kind = view.kind().name().toLowerCase(Locale.ROOT);
                told.add((person.name() + ": " + kind + " " + view.excerpt().orElse("")).strip());
            }
        }
        return Collections.unmodifiableList(told);
    }
}
