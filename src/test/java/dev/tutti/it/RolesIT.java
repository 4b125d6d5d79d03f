package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.Calls;
import dev.tutti.base.command.Command;
import dev.tutti.docs.Documented;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Who may do what")
class RolesIT extends ServerIT {
    /** What an answer says besides its status. */
    private static final Map<Integer, String> CODES = Map.of(401, "invalid_token", 403, "forbidden", 404, "not_found");

    /** What a command is answered with over HTTP, by what comes of it on a socket. */
    private static final Map<String, String> OVER_HTTP =
            Map.of("ok", "200", "forbidden", "403", "not_found", "404", "4001", "401", "4002", "403");

    private static Stage stage;

    @BeforeAll
    static void gatherThePeople() {
        stage = new Stage();
        stage.set();
    }

    static List<Row> calls() {
        return Row.of("calls");
    }

    static List<Row> frames() {
        return Row.of("frames");
    }

    /** @return those frames that are taken without a socket too */
    static List<Row> commands() {
        Set<String> offered = Calls.classes()
                .filter(type -> type.isAssignableTo(Command.class) && !type.isInterface())
                .map(type -> offered(type.reflect()))
                .collect(Collectors.toSet());
        return frames().stream()
                .filter(frame -> offered.contains(frame.asked()))
                .toList();
    }

    static List<Row> callsOnWorkspaces() {
        return calls().stream()
                .filter(call -> call.path().startsWith("workspaces/{workspace}"))
                .toList();
    }

    static List<Row> callsOnThings() {
        return calls().stream()
                .filter(call -> call.path().matches(".*\\{(task|person|message|comment)}.*"))
                .toList();
    }

    @Test
    @DisplayName("is said for every call, stream and poll that is documented, and for no other")
    void callsAreWhole() {
        assertEquals(
                String.join("\n", Documented.calls()),
                calls().stream().map(Row::toString).distinct().sorted().collect(Collectors.joining("\n")));
    }

    @Test
    @DisplayName("is said for every frame that is documented of a client, and for no other")
    void framesAreWhole() {
        assertEquals(
                String.join("\n", Documented.taken()),
                frames().stream().map(Row::toString).sorted().collect(Collectors.joining("\n")));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("calls")
    @DisplayName("is the same on the server as in the table")
    void everyCall(Row call) {
        Map<String, String> answered = triedByAll(call, role -> String.valueOf(status(role, call)));
        if (changesWhoIsIn(call)) {
            stage.set();
        }
        assertEquals(call.answers(), answered);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    @DisplayName("is the same on a socket as in the table")
    void everyFrame(Row frame) {
        assertEquals(frame.answers(), triedByAll(frame, role -> stage.say(role, frame.asked(), frame.sent())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    @DisplayName("is the same for a command without a socket")
    void everyCommand(Row frame) {
        String body = "{\"type\":\"%s\",\"payload\":%s}".formatted(frame.asked(), frame.sent());
        Map<String, String> answers = new TreeMap<>(frame.answers());
        answers.replaceAll((role, word) -> OVER_HTTP.get(word));

        assertEquals(
                answers, triedByAll(frame, role -> String.valueOf(status(stage.call(role, "POST", "commands", body)))));
    }

    /** @return what came of it for whom */
    private static Map<String, String> triedByAll(Row row, UnaryOperator<String> attempt) {
        Map<String, String> answered = new TreeMap<>(row.answers());
        // The least first, because the owner's call may end what the others ask for.
        List<String> weakestFirst = new ArrayList<>(Stage.CAST);
        Collections.reverse(weakestFirst);
        weakestFirst.stream().filter(row::isTriedBy).forEach(role -> answered.put(role, attempt.apply(role)));
        return answered;
    }

    private static int status(String role, Row call) {
        if (!call.isStream()) {
            return status(stage.call(role, call.method(), call.path(), call.sent()));
        }
        try (Radio radio = stage.tune(role, call.path())) {
            if (radio.status() >= 400) {
                radio.refused(radio.status(), CODES.get(radio.status()));
            }
            return radio.status();
        }
    }

    private static int status(Answer answer) {
        if (answer.status() >= 400) {
            answer.refused(answer.status(), CODES.get(answer.status()));
        }
        return answer.status();
    }

    private static boolean changesWhoIsIn(Row call) {
        return Set.of("DELETE workspaces/{workspace}", "POST invites/{code}/accept")
                .contains(call.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callsOnWorkspaces")
    @DisplayName("C1: a stranger cannot tell a workspace of others from one that does not exist")
    void foreignIsMissing(Row call) {
        String missing = call.path().replace("{workspace}", UUID.randomUUID().toString());

        assertSame(
                stage.call("stranger", call.method(), call.path(), call.sent()),
                stage.call("stranger", call.method(), missing, call.sent()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("callsOnThings")
    @DisplayName(
            "C2, C12: what belongs to another workspace is not found through one's own, just like what does not exist")
    void foreignThingIsMissing(Row call) {
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
                        call.sent()),
                stage.call(
                        "owner",
                        call.method(),
                        call.path().replaceAll("\\{(task|comment|message|person)}", nothing),
                        call.sent()));
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
