package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.Calls;
import dev.tutti.base.command.Command;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Who may do what")
class RolesIT extends ServerIT {
    /** Every call that there is, and what it answers to: owner, admin, member, guest, stranger, removed, nobody. */
    private static final String TABLE = """
            GET    health/live                             | | 200 200 200 200 200 200 200
            GET    health/ready                            | | 200 200 200 200 200 200 200
            POST   checkup                                 | | 200 200 200 200 200 200 200
            GET    contracts/openapi.json                  | | 200 200 200 200 200 200 200
            GET    contracts/asyncapi.json                 | | 200 200 200 200 200 200 200
            GET    contracts/codes.json                    | | 200 200 200 200 200 200 200
            GET    metrics                                 | | 403 403 403 403 403 403 401
            POST   auth/register | {"email":"{uuid}@example.org","name":"N","password":"{password}"} | 201 201 201 201 201 201 201
            POST   auth/login    | {"email":"{email}","password":"{password}"} | 200 200 200 200 200 200 200
            POST   auth/refresh  | {"refreshToken":"{refresh}"} | 200 200 200 200 200 200 200
            POST   auth/logout   | {"refreshToken":"{refresh}"} | 204 204 204 204 204 204 204
            POST   auth/logout-all                         | | 204 204 204 204 204 204 401
            POST   auth/logout-others                      | | 204 204 204 204 204 204 401
            GET    auth/sessions                           | | 200 200 200 200 200 200 401
            DELETE auth/sessions/{session}                 | | 204 204 204 204 204 204 401
            POST   auth/ticket                             | | 201 201 201 201 201 201 401
            GET    auth/me                                 | | 200 200 200 200 200 200 401
            PATCH  auth/me             | {"avatarUrl":""}    | 200 200 200 200 200 200 401
            PATCH  admin/accounts/{account} | {"disabled":true} | 403 403 403 403 403 403 401
            GET    admin/accounts                          | | 403 403 403 403 403 403 401
            GET    admin/accounts/{account}/sessions       | | 403 403 403 403 403 403 401
            DELETE admin/accounts/{account}/sessions/{session} | | 403 403 403 403 403 403 401
            GET    admin/nodes                             | | 403 403 403 403 403 403 401
            GET    admin/connections                       | | 403 403 403 403 403 403 401
            DELETE admin/connections/{connection}          | | 403 403 403 403 403 403 401
            POST   admin/announcements | {"text":"x"}     | 403 403 403 403 403 403 401
            POST   admin/drain                             | | 403 403 403 403 403 403 401
            POST   admin/journals/reset                    | | 403 403 403 403 403 403 401
            POST   admin/journals/workspaces/{workspace}/reset | | 403 403 403 403 403 403 401
            GET    notifications                           | | 200 200 200 200 200 200 401
            GET    tasks?assignee=me                       | | 200 200 200 200 200 200 401
            GET    filters                                 | | 200 200 200 200 200 200 401
            PUT    filters/{filter} | {"name":"{uuid}","conditions":{}} | 200 200 200 200 200 200 401
            GET    filters/{filter}                        | | 200 200 200 200 200 200 401
            GET    filters/{filter}/tasks                  | | 200 200 200 200 200 200 401
            DELETE filters/{filter}                        | | 204 204 204 204 204 204 401
            GET    search?q=word                           | | 200 200 200 200 200 200 401
            POST   notifications/read  | {"upTo":0}         | 200 200 200 200 200 200 401
            GET    notifications/settings                  | | 200 200 200 200 200 200 401
            PATCH  notifications/settings | {"added":true} | 200 200 200 200 200 200 401
            POST   commands | {"type":"notification:read","payload":{"upTo":0}} | 200 200 200 200 200 200 401
            GET    workspaces                              | | 200 200 200 200 200 200 401
            POST   workspaces          | {"name":"New"}      | 201 201 201 201 201 201 401
            GET    workspaces/{workspace}                  | | 200 200 200 200 404 404 401
            PATCH  workspaces/{workspace} | {"name":"{uuid}"} | 200 200 403 403 404 404 401
            DELETE workspaces/{workspace}                  | | 204 403 403 403 404 404 401
            GET    workspaces/{workspace}/snapshot         | | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/export           | | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/import           | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/import | {"tasks":[{"title":"New"}]} | 201 201 403 403 404 404 401
            GET    workspaces/{workspace}/presence         | | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/members          | | 200 200 200 200 404 404 401
            POST   workspaces/{workspace}/members | {"userId":"{newcomer}","role":"guest"} | 201 201 403 403 404 404 401
            GET    workspaces/{workspace}/members/{person} | | 200 200 200 200 404 404 401
            PATCH  workspaces/{workspace}/members/{person} | {"role":"guest"} | 200 200 403 403 404 404 401
            DELETE workspaces/{workspace}/members/{person} | | 204 204 403 403 404 404 401
            GET    workspaces/{workspace}/invites          | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/invites | {"role":"guest"} | 201 201 403 403 404 404 401
            DELETE workspaces/{workspace}/invites/{invite} | | 204 204 403 403 404 404 401
            POST   workspaces/{workspace}/events | {"name":"x"} | 201 201 201 403 404 404 401
            GET    workspaces/{workspace}/keys             | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/keys | {"name":"CI","scopes":["read"]} | 201 201 403 403 404 404 401
            DELETE workspaces/{workspace}/keys/{key}       | | 204 204 403 403 404 404 401
            GET    workspaces/{workspace}/webhooks         | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/webhooks | {"url":"https://hooks.example/"} | 201 201 403 403 404 404 401
            GET    workspaces/{workspace}/webhooks/{webhook} | | 200 200 403 403 404 404 401
            DELETE workspaces/{workspace}/webhooks/{webhook} | | 204 204 403 403 404 404 401
            POST   workspaces/{workspace}/webhooks/{webhook}/secret | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/webhooks/{webhook}/pause | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/webhooks/{webhook}/resume | | 200 200 403 403 404 404 401
            POST   workspaces/{workspace}/webhooks/{webhook}/replay | {"after":"{head}"} | 200 200 403 403 404 404 401
            GET    invites/{code}                          | | 200 200 200 200 200 200 401
            POST   invites/{code}/accept                   | | 200 200 200 200 200 200 401
            GET    workspaces/{workspace}/tasks            | | 200 200 200 200 404 404 401
            POST   workspaces/{workspace}/tasks | {"title":"New"} | 201 201 201 403 404 404 401
            GET    workspaces/{workspace}/tasks/{task}     | | 200 200 200 200 404 404 401
            PATCH  workspaces/{workspace}/tasks/{task} | {"title":"{uuid}"} | 200 200 200 403 404 404 401
            DELETE workspaces/{workspace}/tasks/{task}     | | 204 204 204 403 404 404 401
            POST   workspaces/{workspace}/tasks/{task}/move | {"status":"done"} | 200 200 200 403 404 404 401
            POST   workspaces/{workspace}/tasks/{task}/restore | | 200 200 200 403 404 404 401
            GET    workspaces/{workspace}/tasks/{task}/comments | | 200 200 200 200 404 404 401
            POST   workspaces/{workspace}/tasks/{task}/comments | {"text":"New"} | 201 201 201 403 404 404 401
            GET    workspaces/{workspace}/tasks/{task}/comments/{comment} | | 200 200 200 200 404 404 401
            PATCH  workspaces/{workspace}/tasks/{task}/comments/{comment} | {"text":"{uuid}"} | 200 403 403 403 404 404 401
            DELETE workspaces/{workspace}/tasks/{task}/comments/{comment} | | 204 204 403 403 404 404 401
            PUT    workspaces/{workspace}/tasks/{task}/comments/{comment}/reactions/{emoji} | | 200 200 200 403 404 404 401
            DELETE workspaces/{workspace}/tasks/{task}/comments/{comment}/reactions/{emoji} | | 200 200 200 403 404 404 401
            GET    workspaces/{workspace}/tasks/{task}/watch | | 200 200 200 200 404 404 401
            PUT    workspaces/{workspace}/tasks/{task}/watch | | 200 200 200 200 404 404 401
            DELETE workspaces/{workspace}/tasks/{task}/watch | | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/tasks/{task}/activity | | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/activity         | | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/messages         | | 200 200 200 200 404 404 401
            POST   workspaces/{workspace}/messages | {"text":"New"} | 201 201 201 403 404 404 401
            GET    workspaces/{workspace}/messages/unread  | | 200 200 200 200 404 404 401
            POST   workspaces/{workspace}/messages/read | {"upTo":0} | 200 200 200 200 404 404 401
            GET    workspaces/{workspace}/messages/{message} | | 200 200 200 200 404 404 401
            PATCH  workspaces/{workspace}/messages/{message} | {"text":"{uuid}"} | 200 403 403 403 404 404 401
            DELETE workspaces/{workspace}/messages/{message} | | 204 204 403 403 404 404 401
            PUT    workspaces/{workspace}/messages/{message}/reactions/{emoji} | | 200 200 200 403 404 404 401
            DELETE workspaces/{workspace}/messages/{message}/reactions/{emoji} | | 200 200 200 403 404 404 401
            """;

    /** The same for every command of a feature. The transports share them; here they come by HTTP. */
    private static final String COMMANDS = """
            notification:read | {"upTo":0} | 200 200 200 200 200 200 401
            notification:settings | {"added":true} | 200 200 200 200 200 200 401
            chat:send   | {"workspaceId":"{workspace}","text":"x"} | 200 200 200 403 404 404 401
            chat:edit   | {"workspaceId":"{workspace}","messageId":"{message}","text":"{uuid}"} | 200 403 403 403 404 404 401
            chat:delete | {"workspaceId":"{workspace}","messageId":"{message}"} | 200 200 403 403 404 404 401
            chat:react  | {"workspaceId":"{workspace}","messageId":"{message}","emoji":"x","on":true} | 200 200 200 403 404 404 401
            chat:read   | {"workspaceId":"{workspace}","upTo":0} | 200 200 200 200 404 404 401
            task:typing       | {"workspaceId":"{workspace}","taskId":"{uuid}"} | 200 200 200 403 404 404 401
            signal            | {"workspaceId":"{workspace}","name":"cursor","data":1} | 200 200 200 403 404 404 401
            presence:update   | {"workspaceId":"{workspace}","state":"away"} | 200 200 200 200 404 404 401
            """;

    private static Stage stage;

    private record Call(String method, String path, String body, String answers) {
        static Call parse(String line) {
            String[] cells = line.split("\\|");
            String[] call = cells[0].strip().split("\\s+");
            return new Call(call[0], call[1], cells[1].strip(), cells[2].strip());
        }

        static Call ofCommand(String line) {
            String[] cells = line.split("\\|");
            String body = "{\"type\":\"%s\",\"payload\":%s}".formatted(cells[0].strip(), cells[1].strip());
            return new Call("POST", "commands", body, cells[2].strip());
        }

        boolean changesWhoIsIn() {
            return Set.of("DELETE workspaces/{workspace}", "POST invites/{code}/accept")
                    .contains(toString());
        }

        @Override
        public String toString() {
            return method + " " + path.replaceAll("\\?.*", "");
        }
    }

    @BeforeAll
    static void gatherThePeople() {
        stage = new Stage();
        stage.set();
    }

    static List<Call> calls() {
        return TABLE.lines().map(Call::parse).toList();
    }

    static List<Call> commands() {
        return COMMANDS.lines().map(Call::ofCommand).toList();
    }

    static List<Call> callsOnWorkspaces() {
        return calls().stream()
                .filter(call -> call.path().startsWith("workspaces/{workspace}"))
                .toList();
    }

    static List<Call> callsOnThings() {
        return calls().stream()
                .filter(call -> call.path().matches(".*\\{(task|person|message|comment)}.*"))
                .toList();
    }

    @Test
    @DisplayName("is said for every call that the code has, and for no other")
    void tableIsWhole() {
        assertEquals(
                String.join("\n", Calls.declared()),
                calls().stream().map(Call::toString).sorted().collect(Collectors.joining("\n")));
    }

    @Test
    @DisplayName("is said for every command that a feature offers, and for no other")
    void commandsAreWhole() {
        Set<String> offered = Calls.classes()
                .filter(type -> type.isAssignableTo(Command.class) && !type.isInterface())
                .map(type -> offered(type.reflect()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                offered,
                COMMANDS.lines()
                        .map(line -> line.split("\\|")[0].strip())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource({"calls", "commands"})
    @DisplayName("is the same on the server as in the table")
    void everyRole(Call call) {
        Map<String, String> answered = new TreeMap<>();
        // The least first, because the owner's call may end what the others ask for.
        List<String> weakestFirst = new ArrayList<>(Stage.CAST);
        Collections.reverse(weakestFirst);
        for (String role : weakestFirst) {
            Answer answer = stage.call(role, call.method(), call.path(), call.body());
            answered.put(role, String.valueOf(answer.status()));
            if (answer.status() >= 400) {
                answer.refused(
                        answer.status(),
                        Map.of(401, "invalid_token", 403, "forbidden", 404, "not_found")
                                .get(answer.status()));
            }
        }

        if (call.changesWhoIsIn()) {
            stage.set();
        }
        assertEquals(call.answers(), Stage.CAST.stream().map(answered::get).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callsOnWorkspaces")
    @DisplayName("C1: a stranger cannot tell a workspace of others from one that does not exist")
    void foreignIsMissing(Call call) {
        String missing = call.path().replace("{workspace}", UUID.randomUUID().toString());

        assertSame(
                stage.call("stranger", call.method(), call.path(), call.body()),
                stage.call("stranger", call.method(), missing, call.body()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callsOnThings")
    @DisplayName(
            "C2, C12: what belongs to another workspace is not found through one's own, just like what does not exist")
    void foreignThingIsMissing(Call call) {
        Person stranger = stage.foreigner();
        String elsewhere = stranger.createsWorkspace("Elsewhere");
        String foreignTask = stranger.createsTask(elsewhere, "Theirs").id();
        String foreignMessage = stranger.says(elsewhere, "Theirs").id();
        String foreignComment =
                stranger.comments(elsewhere, foreignTask, "Theirs").id();
        String nothing = UUID.randomUUID().toString();

        assertSame(
                stage.call(
                        "owner",
                        call.method(),
                        call.path()
                                .replace("{task}", foreignTask)
                                .replace("{comment}", foreignComment)
                                .replace("{message}", foreignMessage)
                                .replace("{person}", stranger.id),
                        call.body()),
                stage.call(
                        "owner",
                        call.method(),
                        call.path().replaceAll("\\{(task|comment|message|person)}", nothing),
                        call.body()));
        stranger.get("api/workspaces/" + elsewhere + "/tasks/" + foreignTask).expect(200);
    }

    @Test
    @DisplayName("C9: a workspace keeps its last owner, who can neither leave nor step down")
    void lastOwner() {
        Person ada = Person.registers("Ada");
        Person bob = Person.registers("Bob");
        String workspace = ada.createsWorkspace("Engine");
        String members = "api/workspaces/" + workspace + "/members/";
        ada.adds(bob, workspace, "admin");

        ada.delete(members + ada.id).refused(409, "conflict");
        ada.patch(members + ada.id, "{\"role\":\"admin\"}").refused(409, "conflict");
        bob.patch(members + bob.id, "{\"role\":\"owner\"}").refused(403, "forbidden");
        ada.patch(members + bob.id, "{\"role\":\"owner\"}").expect(200);
        ada.delete(members + ada.id).expect(204);
        ada.get("api/workspaces/" + workspace).refused(404, "not_found");
    }

    private static void assertSame(Answer foreign, Answer missing) {
        foreign.refused(404, "not_found");
        assertEquals(missing.response().body(), foreign.response().body());
        assertEquals(
                missing.response().headers().map().keySet(),
                foreign.response().headers().map().keySet());
    }

    private static String offered(Class<?> command) {
        try {
            Constructor<?> constructor = command.getDeclaredConstructor();
            constructor.setAccessible(true);
            return ((Command) constructor.newInstance()).type();
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }
}
