package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.idempotency.Keyless;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.limit.FreshRates;
import dev.tutti.base.problem.Problem;
import dev.tutti.conformance.Stage;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Fact;
import dev.tutti.journal.StreamId;
import dev.tutti.live.command.FeatureCommands;
import dev.tutti.live.hub.Doorman;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.live.presence.Presence;
import dev.tutti.live.presence.Presences;
import dev.tutti.live.room.Building;
import dev.tutti.live.signal.Signalling;
import dev.tutti.work.chat.ChatEvent;
import dev.tutti.work.chat.MessageView;
import dev.tutti.work.notification.Kind;
import dev.tutti.work.notification.NotificationEvent;
import dev.tutti.work.notification.NotificationView;
import dev.tutti.work.talk.Speaker;
import dev.tutti.work.task.Priority;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Profile;
import dev.tutti.work.workspace.Role;
import dev.tutti.work.workspace.WorkspaceEvent;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** A stage without a server: the real hub, sessions and commands, over journals and memberships in memory. */
final class MemoryStage implements Stage {
    private final Map<String, Caller> people = new HashMap<>();
    private final Map<StreamId, Map<UserId, Role>> members = new HashMap<>();
    private final Map<StreamId, String> names = new HashMap<>();
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Studio studio = new Studio(new Host());
    private final Commands commands = new Commands();

    MemoryStage() {
        Presence presence = Presences.presence(studio, new Host());
        commands.hub = studio.hub;
        commands.rooms = Building.rooms(studio);
        commands.frames = studio.frames;
        List<Command> features = new ArrayList<>(Signalling.commands(studio, new Host(), commands.rooms));
        features.add(Presences.update(presence));
        features.add(new Chatter());
        commands.features = FeatureCommands.of(
                Keyless.retries(), FreshRates.of(studio.settings, studio.clock), features.toArray(Command[]::new));
        commands.settings = studio.settings;
    }

    /** A connection, and how much of what it heard was told of. */
    private final class Client {
        private final Tape tape = new Tape();
        private final Session session;
        private final FrameDispatcher dispatcher;
        private int told;
        private int toldOfPresence;

        Client(Caller caller) {
            session = studio.opens(caller, tape);
            dispatcher = new FrameDispatcher(session, commands, studio.settings.client(), studio.clock);
        }

        List<JsonObject> untold() {
            studio.settle();
            List<JsonObject> heard = heard(frame -> !isPresence(frame));
            return heard.subList(told, heard.size());
        }

        List<JsonObject> heard(Predicate<JsonObject> which) {
            return tape.frames().stream().filter(which).toList();
        }
    }

    /** In place of the room of conversations, which needs a database. */
    private final class Chatter implements Command {
        @Override
        public String type() {
            return "chat:send";
        }

        @Override
        public JsonObject perform(Caller caller, JsonObject payload) {
            Payload sent = new Payload(payload);
            StreamId stream = StreamId.workspace(sent.uuid("workspaceId"));
            new Host().checkMayWrite(caller, stream.id());
            ChatEvent said = new ChatEvent.Sent(message(caller, stream, sent), Optional.empty());
            studio.happens(stream, Author.of(caller), happening(said));
            return JsonText.object().build();
        }

        private MessageView message(Caller caller, StreamId stream, Payload sent) {
            return new MessageView(
                    UUID.randomUUID(),
                    stream.id(),
                    studio.shelf.extent(stream).orElseThrow().head().seq() + 1,
                    sent.optionalText("room"),
                    Optional.empty(),
                    new Speaker(caller.id().value(), caller.name()),
                    sent.optionalText("text"),
                    List.of(),
                    List.of(),
                    1,
                    studio.clock.instant(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private final class Host extends Doorman {
        @Override
        public void check(Caller caller, UUID workspace) {
            membership(caller, StreamId.workspace(workspace));
        }

        @Override
        public void checkMayWrite(Caller caller, UUID workspace) {
            membership(caller, StreamId.workspace(workspace)).mayWrite();
        }

        private Membership membership(Caller caller, StreamId stream) {
            return Optional.ofNullable(members.getOrDefault(stream, Map.of()).get(caller.id()))
                    .map(role -> new Membership(caller, stream.id(), role))
                    .orElseThrow(() -> new Problem.NotFound("workspace"));
        }
    }

    @Override
    public String person(String name) {
        return known(name).id().toString();
    }

    @Override
    public String createsWorkspace(String person, String name) {
        StreamId stream = StreamId.workspace(UUID.randomUUID());
        studio.shelf.open(stream);
        members.put(stream, new HashMap<>());
        names.put(stream, name);
        joins(person, person, stream, Role.OWNER);
        return stream.id().toString();
    }

    @Override
    public String createsTask(String person, String workspace, String title, Optional<String> connection) {
        Echo echo = new Echo(Optional.empty(), connection.map(UUID::fromString));
        Caller caller = known(person).with(echo);
        StreamId stream = StreamId.parse("workspace:" + workspace);
        TaskView task = new TaskView(
                UUID.randomUUID(),
                stream.id(),
                title,
                Optional.empty(),
                "todo",
                Optional.empty(),
                List.of(),
                Priority.NORMAL,
                Optional.empty(),
                List.of(),
                1,
                caller.id().value(),
                studio.clock.instant(),
                Optional.empty());
        write(stream, caller, new TaskEvent.Created(task));
        return task.id().toString();
    }

    @Override
    public void adds(String person, String other, String workspace, String role) {
        StreamId stream = StreamId.parse("workspace:" + workspace);
        joins(person, other, stream, Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }

    @Override
    public void removes(String person, String other, String workspace) {
        StreamId stream = StreamId.parse("workspace:" + workspace);
        UserId gone = known(other).id();
        members.get(stream).remove(gone);
        write(stream, known(person), new WorkspaceEvent.MemberLeft(gone.value()));
    }

    @Override
    public void connects(String client) {
        clients.put(client, new Client(known(Stage.owner(client))));
    }

    @Override
    public void hangsUp(String client) {
        Client gone = clients.remove(client);
        assertEquals(List.of(), gone.untold());
        gone.session.goneForGood();
    }

    @Override
    public void says(String client, String text) {
        clients.get(client).dispatcher.receive(text);
    }

    @Override
    public JsonObject hears(String client) {
        Client ear = clients.get(client);
        List<JsonObject> untold = ear.untold();
        assertTrue(!untold.isEmpty(), "nothing was heard");
        ear.told++;
        return untold.get(0);
    }

    @Override
    public JsonObject hearsOfPresence(String client) {
        studio.passes(studio.settings.presence().gather());
        List<JsonObject> heard = clients.get(client).heard(MemoryStage::isPresence);
        assertTrue(clients.get(client).toldOfPresence < heard.size(), "nothing was heard");
        return heard.get(clients.get(client).toldOfPresence++);
    }

    private static boolean isPresence(JsonObject frame) {
        return frame.getString("type").startsWith("presence:");
    }

    @Override
    public int isClosed(String client) {
        Client closed = clients.remove(client);
        assertEquals(List.of(), closed.untold());
        return closed.tape.closed.orElseThrow().code();
    }

    @Override
    public void close() {
        clients.forEach(
                (name, client) -> assertEquals(List.of(), client.untold(), name + " heard what nobody told of"));
    }

    private void joins(String person, String other, StreamId stream, Role role) {
        Caller joining = known(other);
        members.get(stream).put(joining.id(), role);
        Profile profile = new Profile(joining.id().value(), joining.name(), Optional.empty());
        MemberView member = new MemberView(profile, role, studio.clock.instant(), 1);
        write(stream, known(person), new WorkspaceEvent.MemberJoined(member));
        if (!other.equals(person)) {
            notify(known(person), joining, stream);
        }
    }

    /** In place of the room of notifications, which needs a database. */
    private void notify(Caller actor, Caller person, StreamId workspace) {
        StreamId inbox = StreamId.inbox(person.id());
        if (studio.shelf.extent(inbox).isEmpty()) {
            studio.shelf.open(inbox);
        }
        NotificationView added = new NotificationView(
                UUID.randomUUID(),
                studio.shelf.extent(inbox).orElseThrow().head().seq() + 1,
                Kind.ADDED,
                workspace.id(),
                names.get(workspace),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new NotificationView.Actor(actor.id().value(), actor.name())),
                studio.clock.instant());
        write(inbox, actor, new NotificationEvent.Arrived(added));
    }

    private void write(StreamId stream, Caller caller, Fact fact) {
        studio.happens(stream, Author.of(caller), happening(fact));
        studio.settle();
    }

    private static Entry.Happening happening(Fact fact) {
        return new Entry.Happening(fact.type(), JsonText.of(fact.payload()), fact.revokes());
    }

    private Caller known(String name) {
        return people.computeIfAbsent(name, nobody -> {
            Credential credential = new Credential(
                    UUID.randomUUID(),
                    Optional.empty(),
                    false,
                    studio.clock.instant(),
                    studio.clock.instant().plus(Duration.ofHours(1)));
            return new Caller(new UserId(UUID.randomUUID()), name, credential, Echo.NONE);
        });
    }
}
