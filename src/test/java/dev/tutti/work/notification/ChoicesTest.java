package dev.tutti.work.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.FieldError;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.work.chat.Lounge;
import dev.tutti.work.chat.MessageView;
import dev.tutti.work.comment.NewComment;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Team;
import dev.tutti.work.webhook.WebhookPaused;
import dev.tutti.work.workspace.NewMember;
import dev.tutti.work.workspace.NewRole;
import dev.tutti.work.workspace.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What somebody wants to be notified of")
class ChoicesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Bell bell = new Bell();
    private final Caller ada = bell.person("ada");
    private final Caller bob = bell.person("bob");
    private final UUID workspace = bell.office.workspace(ada);

    @AfterEach
    void close() {
        bell.close();
    }

    @Test
    @DisplayName("is everything, until they say otherwise; each change is told, what is so already is not")
    void change() {
        assertEquals(
                shown(true, true, true, true, true, true, true),
                bell.chosen(bob).value().shown());
        assertEquals(0, bell.chosen(bob).position().seq());

        Position first = bell.choose(bob, "{'added':false,'due_soon':false}").position();
        assertEquals(
                shown(true, false, true, true, true, false, true),
                bell.chosen(bob).value().shown());
        assertEquals(first, bell.chosen(bob).position());
        Entry told = bell.inbox(bob).get(0);
        assertEquals("notification:settings_changed", told.what().type());
        assertEquals(
                "{\"assigned\":true,\"added\":false,\"mentioned\":true,\"replied\":true,\"commented\":true,"
                        + "\"due_soon\":false,\"webhook_paused\":true}",
                told.what().payload());
        assertEquals(bob.id(), told.who().id());
        assertEquals(first, told.position());

        assertEquals(first, bell.choose(bob, "{}").position());
        assertEquals(first, bell.choose(bob, "{'added':false,'assigned':true}").position());
        assertEquals(1, bell.inbox(bob).size());
        assertEquals(
                shown(false, true, true, true, true, false, true),
                bell.choose(bob, "{'added':null,'assigned':false}").value().shown());
        assertEquals(2, bell.inbox(bob).size());
        bell.choose(bob, "{'due_soon':true,'assigned':true}");
        assertEquals(KindSettings.ALL, bell.chosen(bob).value());
        assertEquals(KindSettings.ALL, bell.chosen(ada).value());
        assertEquals(List.of(), bell.inbox(ada));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'due':false}",
                "{'dueSoon':false}",
                "{'ASSIGNED':false}",
                "{'':null}",
                "{'added':false,'unwanted':true}",
                "{'added':false,'mutationId':'k'}"
            })
    @DisplayName("is said of the kinds that there are, by their names; else nothing is done")
    void unknown(String patch) {
        Problem.Invalid refusal = refuse(patch);
        assertEquals(
                "This names something that is no kind of notification. The kinds are assigned, added, mentioned,"
                        + " replied, commented, due_soon, webhook_paused.",
                refusal.getMessage());
        assertEquals(List.of(), refusal.errors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'added':false,'assigned':0}",
                "{'assigned':'false'}",
                "{'assigned':[]}",
                "{'assigned':{'assigned':true}}"
            })
    @DisplayName("is said with true or false; else nothing is done")
    void malformed(String patch) {
        assertEquals(
                List.of(new FieldError("assigned", "must be true or false.")),
                refuse(patch).errors());
    }

    private Problem.Invalid refuse(String patch) {
        Problem.Invalid refusal = assertThrows(Problem.Invalid.class, () -> bell.choose(bob, patch));
        assertEquals("bad_request", refusal.code().wire());
        assertEquals(KindSettings.ALL, bell.chosen(bob).value());
        assertEquals(List.of(), bell.inbox(bob));
        return refusal;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("is all that they hear of, whatever the kind; others hear it still, and they of the rest")
    void obeyed(Kind kind) {
        Caller cleo = bell.person("cleo");
        bell.choose(bob, "{'" + kind.wire() + "':false}");
        causeAllKinds(bob, cleo);

        Set<Kind> all = Set.of(Kind.values());
        assertEquals(all, kinds(cleo));
        assertEquals(Stream.of(Kind.values()).filter(each -> each != kind).collect(Collectors.toSet()), kinds(bob));
        assertEquals(bell.inbox(bob).size(), bell.list(bob).unread() + 1, "besides, only the change itself is told");

        bell.choose(bob, "{'" + kind.wire() + "':true}");
        causeAllKinds(bob, cleo);
        assertEquals(all, kinds(bob));
    }

    @Test
    @DisplayName("decides for which of several reasons they hear of one message or comment")
    void nextReason() {
        add(bob, workspace);
        MessageView asked = say(bob, workspace, "'text':'When?'");
        TaskId task = task(workspace, bob, "");
        bell.choose(bob, "{'mentioned':false}");
        long before = bell.list(bob).unread();

        say(ada, workspace, "'text':'@bob Now.','replyTo':'" + asked.id() + "'");
        comment(task, "@bob, look");
        say(ada, workspace, "'text':'@bob and nothing else'");
        assertEquals(
                List.of(Kind.COMMENTED, Kind.REPLIED),
                bell.list(bob).items().stream()
                        .map(NotificationView::kind)
                        .limit(2)
                        .toList());
        assertEquals(before + 2, bell.list(bob).unread());

        bell.choose(bob, "{'replied':false,'commented':false}");
        say(ada, workspace, "'text':'@bob Now.','replyTo':'" + asked.id() + "'");
        comment(task, "@bob, look");
        assertEquals(before + 2, bell.list(bob).unread());
    }

    @Test
    @DisplayName("is not made good for later: what they did not want to hear then, they do not hear now")
    void notLater() {
        add(bob, workspace);
        bell.choose(bob, "{'due_soon':false}");
        task(workspace, bob, ",'dueOn':'2026-11-20'");
        bell.look(NOON);
        bell.choose(bob, "{'due_soon':true}");
        bell.look(NOON);

        assertEquals(Set.of(Kind.ADDED, Kind.ASSIGNED), kinds(bob));
    }

    @Test
    @DisplayName("holds from its place in the inbox on, however many notify them at the same time")
    void atOnce() {
        add(bob, workspace);
        List<CompletableFuture<Void>> all = IntStream.range(0, 24)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    if (i % 4 == 3) {
                        bell.choose(bob, "{'assigned':" + (i % 8 == 7) + "}");
                    } else {
                        task(workspace, bob, "");
                    }
                }))
                .toList();
        all.forEach(CompletableFuture::join);

        boolean wanted = true;
        for (Entry entry : bell.inbox(bob)) {
            if (entry.what().type().equals("notification:settings_changed")) {
                wanted = StrictJson.object(entry.what().payload()).getBoolean("assigned");
            } else {
                assertTrue(wanted || entry.seq() == 1, "number " + entry.seq());
            }
        }
        assertEquals(wanted, bell.chosen(bob).value().unwanted().isEmpty());
    }

    @Test
    @DisplayName("is said over the socket as over HTTP, and a key of the message is no kind")
    void command() {
        String reply = bell.office.at(desk -> {
            SettingsCommand command = new SettingsCommand();
            command.choices = Bell.choices(desk);
            return command.perform(bob, StrictJson.object("{\"replied\":false,\"mutationId\":\"k\"}"))
                    .toString();
        });

        assertEquals(
                "{\"assigned\":true,\"added\":true,\"mentioned\":true,\"replied\":false,\"commented\":true,"
                        + "\"due_soon\":true,\"webhook_paused\":true}",
                reply);
        assertEquals(
                shown(true, true, true, false, true, true, true),
                bell.chosen(bob).value().shown());
    }

    /** In a new workspace, once for each of them. */
    private void causeAllKinds(Caller... people) {
        UUID where = bell.office.workspace(ada);
        for (Caller person : people) {
            add(person, where);
            TaskId task = task(where, person, ",'dueOn':'2026-11-20'");
            comment(task, "Look");
            MessageView asked = say(person, where, "'text':'When?'");
            say(ada, where, "'text':'Now.','replyTo':'" + asked.id() + "'");
            say(ada, where, "'text':'@" + person.name() + "'");
            bell.office.go(desk ->
                    desk.members().changeRole(ada, where, person.id(), IfMatch.ANY, new NewRole(Role.OWNER.wire())));
        }
        bell.look(NOON);
        bell.office.go(desk -> Bell.occasions(desk).hear(new WebhookPaused(where, UUID.randomUUID(), "hooks.example")));
    }

    private void add(Caller person, UUID where) {
        bell.office.go(desk -> desk.members()
                .add(
                        ada,
                        where,
                        new NewMember(Optional.empty(), Optional.of(person.id().value()), Role.MEMBER.wire())));
    }

    private MessageView say(Caller caller, UUID where, String fields) {
        return bell.messages(m -> m.send(caller, where, Lounge.asked(fields))).value();
    }

    private TaskId task(UUID where, Caller assignee, String more) {
        String fields = "'title':'t','assigneeId':'" + assignee.id() + "'" + more;
        return new TaskId(
                where,
                bell.tasks(t -> t.create(ada, where, Team.asked(fields)))
                        .value()
                        .id());
    }

    private void comment(TaskId task, String text) {
        bell.comments(c -> c.create(ada, task, new NewComment(Optional.empty(), text)));
    }

    private Set<Kind> kinds(Caller person) {
        return bell.list(person).items().stream().map(NotificationView::kind).collect(Collectors.toSet());
    }

    private static Map<String, Boolean> shown(Boolean... wanted) {
        return IntStream.range(0, wanted.length)
                .boxed()
                .collect(Collectors.toMap(i -> Kind.values()[i].wire(), i -> wanted[i]));
    }
}
