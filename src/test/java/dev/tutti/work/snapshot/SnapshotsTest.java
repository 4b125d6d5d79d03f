package dev.tutti.work.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.database.StableViews;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.work.chat.ChatEvent;
import dev.tutti.work.chat.Lounge;
import dev.tutti.work.chat.MessageId;
import dev.tutti.work.chat.Messages;
import dev.tutti.work.chat.NewMessage;
import dev.tutti.work.comment.CommentEvent;
import dev.tutti.work.comment.CommentId;
import dev.tutti.work.comment.Comments;
import dev.tutti.work.comment.Discussion;
import dev.tutti.work.comment.NewComment;
import dev.tutti.work.talk.Emoji;
import dev.tutti.work.task.MoveTask;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.task.TaskId;
import dev.tutti.work.task.Tasks;
import dev.tutti.work.task.Team;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.NewRole;
import dev.tutti.work.workspace.Office;
import dev.tutti.work.workspace.Role;
import dev.tutti.work.workspace.WorkspaceEvent;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A snapshot")
class SnapshotsTest {
    private final Office office = new Office();
    private final Caller ada = office.person("ada");
    private final UUID workspace = office.workspace(ada);
    private final Caller bob = office.member(workspace, ada, "bob", Role.MEMBER);
    private final Random random = new Random(20261120);
    private final List<UUID> tasks = new ArrayList<>();
    private final List<UUID> messages = new ArrayList<>();
    private final List<Caller> guests = new ArrayList<>();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    @DisplayName("and the events that follow it make the next snapshot, whatever happens in between")
    void foldsIntoTheNext() {
        Replica adas = new Replica(id(ada), json(snapshot(ada)));
        Replica bobs = new Replica(id(bob), json(snapshot(bob)));
        for (int i = 0; i < 330; i++) {
            something(i);
            if (i % 5 == 0) {
                assertSame(adas, snapshot(ada));
                assertSame(bobs, snapshot(bob));
            }
        }
        squeeze();
        assertSame(adas, snapshot(ada));
        assertSame(bobs, snapshot(bob));
        assertEquals(kinds(), told().size(), "every kind of event was among them");
    }

    @Test
    @DisplayName("does not half see what is committed while it is taken")
    void oneMoment() {
        create("before");
        JsonObject before = json(snapshot(ada));

        Snapshot meanwhile = office.at(desk -> {
            Snapshots snapshots = snapshots(desk);
            snapshots.access = new Access() {
                @Override
                public Membership of(Caller caller, UUID workspace) {
                    Membership membership = desk.access().of(caller, workspace);
                    create("after the rights were read");
                    return membership;
                }
            };
            snapshots.members = new Members() {
                @Override
                public List<MemberView> all(Membership membership) {
                    office.member(workspace, ada, "zoe", Role.GUEST);
                    create("after the position was read");
                    return desk.members().all(membership);
                }
            };
            return snapshots.take(ada, workspace);
        });

        assertEquals(before, json(meanwhile));
        assertTrue(snapshot(ada).seq() > meanwhile.seq());
    }

    @Test
    @DisplayName("shows the board and not the trash")
    void noTrash() {
        create("stays");
        create("goes");
        tasks(t -> t.trash(ada, new TaskId(workspace, tasks.get(1)), IfMatch.ANY));

        assertEquals(
                List.of("stays"),
                snapshot(ada).tasks().stream().map(task -> task.title()).toList());
    }

    @Test
    @DisplayName("is for members, guests included; others find nothing")
    void strangers() {
        Caller gus = office.member(workspace, ada, "gus", Role.GUEST);

        assertEquals(Role.GUEST, snapshot(gus).workspace().role());
        assertThrows(Problem.NotFound.class, () -> snapshot(office.person("eve")));
    }

    private void something(int i) {
        switch (random.nextInt(17)) {
            case 0, 1 -> create("Task " + i);
            case 2 -> edit("{\"title\":\"Title " + i + "\",\"description\":null,\"labels\":[\"l" + i + "\"]}");
            case 3 -> edit("{\"status\":\"" + column() + "\"}");
            case 4, 5 -> move();
            case 6 -> attempt(() -> tasks(t -> t.trash(ada, any(), IfMatch.ANY)));
            case 7 -> attempt(() -> tasks(t -> t.restore(ada, any())));
            case 8 ->
                office.go(desk -> desk.workspaces()
                        .edit(ada, workspace, IfMatch.ANY, StrictJson.object("{\"name\":\"N" + i + "\"}")));
            case 9, 10, 11, 12 -> talk(i);
            case 13, 14 -> discuss(i);
            default -> comeAndGo(i);
        }
    }

    private void talk(int i) {
        Optional<String> room = i % 5 == 0 ? Optional.of("room") : Optional.empty();
        NewMessage asked = new NewMessage(Optional.empty(), "@bob " + i, room, Optional.empty());
        messages.add(office.at(desk -> Lounge.messages(desk).send(ada, workspace, asked))
                .value()
                .id());
        MessageId some = new MessageId(workspace, messages.get(random.nextInt(messages.size())));
        attempt(() -> office.at(desk -> {
            Messages use = Lounge.messages(desk);
            return switch (random.nextInt(6)) {
                case 0 -> use.edit(ada, some, IfMatch.ANY, StrictJson.object("{\"text\":\"edited " + i + "\"}"));
                case 1 -> use.delete(ada, some, IfMatch.ANY);
                case 2 -> use.react(ada, some, new Emoji("e" + i % 3), false);
                default -> use.react(ada, some, new Emoji("e" + i % 3), true);
            };
        }));
    }

    private void discuss(int i) {
        TaskId on = any();
        attempt(() -> office.at(desk -> {
            Comments use = Discussion.comments(desk);
            CommentId id = new CommentId(
                    on,
                    use.create(ada, on, new NewComment(Optional.empty(), "c" + i))
                            .value()
                            .id());
            use.react(ada, id, new Emoji("e"), true);
            use.edit(ada, id, IfMatch.ANY, StrictJson.object("{\"text\":\"edited\"}"));
            return i % 3 == 0 ? use.delete(ada, id, IfMatch.ANY) : id;
        }));
    }

    private void comeAndGo(int i) {
        if (i % 3 == 0) {
            guests.add(office.member(workspace, ada, "guest" + i, Role.GUEST));
        } else if (i % 3 == 1 && !guests.isEmpty()) {
            Caller leaving = guests.remove(0);
            office.go(desk -> desk.members().remove(leaving, workspace, leaving.id(), IfMatch.ANY));
        } else {
            Role role = i % 2 == 0 ? Role.ADMIN : Role.GUEST;
            office.go(
                    desk -> desk.members().changeRole(ada, workspace, bob.id(), IfMatch.ANY, new NewRole(role.wire())));
        }
    }

    private void move() {
        Optional<UUID> neighbour = Optional.of(any().id());
        boolean before = random.nextBoolean();
        MoveTask move =
                new MoveTask(column(), before ? neighbour : Optional.empty(), before ? Optional.empty() : neighbour);
        attempt(() -> tasks(t -> t.move(ada, any(), IfMatch.ANY, move)));
    }

    /** Moves three tasks between each other until the gap between them is used up and the column is laid out anew. */
    private void squeeze() {
        UUID first = create("first");
        UUID[] others = {create("second"), create("third")};
        for (int i = 0; i < 30; i++) {
            UUID moved = others[(i + 1) % 2];
            MoveTask behindTheFirst = new MoveTask("todo", Optional.empty(), Optional.of(first));
            tasks(t -> t.move(ada, new TaskId(workspace, moved), IfMatch.ANY, behindTheFirst));
        }
    }

    private UUID create(String title) {
        UUID id = tasks(t -> t.create(ada, workspace, Team.asked("'title':'" + title + "'")))
                .value()
                .id();
        tasks.add(id);
        return id;
    }

    private void edit(String patch) {
        attempt(() -> tasks(t -> t.edit(ada, any(), IfMatch.ANY, StrictJson.object(patch))));
    }

    /** What cannot be done, because the task lies in the trash or the neighbour elsewhere, is not done. */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (Problem refused) {
            assertTrue(refused instanceof Problem.NotFound || refused instanceof Problem.Invalid, refused.getMessage());
        }
    }

    private TaskId any() {
        return new TaskId(workspace, tasks.isEmpty() ? UUID.randomUUID() : tasks.get(random.nextInt(tasks.size())));
    }

    private String column() {
        return List.of("todo", "to-do", "to_do", "done").get(random.nextInt(4));
    }

    private <T> T tasks(Function<Tasks, T> work) {
        return office.at(desk -> work.apply(Team.tasks(desk)));
    }

    private Snapshot snapshot(Caller caller) {
        return office.at(desk -> snapshots(desk).take(caller, workspace));
    }

    private static Snapshots snapshots(Office.Desk desk) {
        Snapshots snapshots = new Snapshots();
        snapshots.view = StableViews.of(desk.em());
        snapshots.access = desk.access();
        snapshots.members = desk.members();
        snapshots.workspaces = desk.workspaces();
        snapshots.tasks = Team.tasks(desk);
        snapshots.comments = Discussion.comments(desk);
        snapshots.messages = Lounge.messages(desk);
        snapshots.history = Journals.reading(desk.em());
        return snapshots;
    }

    private void assertSame(Replica replica, Snapshot snapshot) {
        for (Entry entry : after(replica.seq())) {
            replica.hear(
                    entry.seq(),
                    entry.what().type(),
                    StrictJson.object(entry.what().payload()));
            assertTrue(entry.seq() < snapshot.seq() || entry.position().equals(snapshot.position()));
        }
        assertEquals(replica.shown(), Replica.shown(json(snapshot)));
    }

    private List<Entry> after(long seq) {
        return office.at(desk -> Journals.reading(desk.em()).after(StreamId.workspace(workspace), seq, 1_000));
    }

    private Set<String> told() {
        return office.told(workspace).stream()
                .map(entry -> entry.what().type())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return how many kinds of events there are but the workspace's end, after which there is no snapshot */
    private static int kinds() {
        return TaskEvent.class.getPermittedSubclasses().length
                + ChatEvent.class.getPermittedSubclasses().length
                + CommentEvent.class.getPermittedSubclasses().length
                + WorkspaceEvent.class.getPermittedSubclasses().length
                - 1;
    }

    private static JsonObject json(Snapshot snapshot) {
        return StrictJson.object(JsonText.of(snapshot));
    }

    private static String id(Caller caller) {
        return caller.id().toString();
    }
}
