package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** That what a running server says is what is documented: each answer over HTTP and each frame, down to its last member. */
public final class Documented {
    private static final Pattern PATH = Pattern.compile(".*?/api/(.*)");
    /** What these say is nobody's contract but HTTP's. */
    private static final Set<String> OF_HTTP_ITSELF = Set.of("HEAD", "OPTIONS", "TRACE");

    /** Slashes, backslashes and control characters in disguise: a server may refuse such an address before we see it. */
    private static final Pattern SUSPECT = Pattern.compile("(?i).*%([01][0-9a-f]|2f|5c).*");

    private static final String PROBLEM = "/components/schemas/Problem";
    private static final Map<String, JsonNode> OPERATIONS = Contracts.operations();
    private static final Map<String, String> FRAMES = Contracts.messages("hear");
    private static final Map<String, String> COMMANDS = Contracts.commands();
    private static final Map<String, String> REPLIES = Contracts.replies();

    private Documented() {}

    /** @return every documented call, like {@code GET workspaces/{workspace}} */
    public static Set<String> calls() {
        return OPERATIONS.keySet();
    }

    /** @return the types of all that is documented as said by clients; what has none by the name of its operation */
    public static Set<String> taken() {
        return Contracts.taken();
    }

    /** Fails unless the answer is one that the document of its call allows; pages are not among the calls. */
    public static void answer(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
        String method = response.request().method();
        Matcher path = PATH.matcher(response.uri().getRawPath());
        if (OF_HTTP_ITSELF.contains(method)) {
            return;
        }
        if (type.equals("application/problem+json")) {
            fits(response, PROBLEM);
        } else if (path.matches() && !isRefusedByServer(response)) {
            String call = method + " " + path.group(1);
            fits(
                    response,
                    type,
                    operation(call)
                            .orElseThrow(() -> new AssertionError(
                                    call + " is not documented: " + response.statusCode() + " " + response.body())));
        }
    }

    private static boolean isRefusedByServer(HttpResponse<String> response) {
        return response.statusCode() >= 400
                && SUSPECT.matcher(response.uri().getRawPath()).matches();
    }

    /**
     * @param command the type of the message that the frame replies to, if that is known
     * @return why the frame is none that is documented; empty where it is one
     */
    public static String misfits(String frame, Optional<String> command) {
        JsonNode said = Contracts.parse(frame);
        String type = said.path("type").asText();
        boolean success = type.equals("reply") && said.path("success").asBoolean();
        Optional<String> place = success
                ? command.map(REPLIES::get)
                : Optional.ofNullable(FRAMES.get(type.startsWith("custom:") ? "custom:*" : type));
        if (place.isEmpty()) {
            return "not documented: " + frame;
        }
        String misfits = misfits(place.get(), said);
        return misfits.isEmpty() && type.equals("bulk") ? changes(said) : misfits;
    }

    /** @return why a frame that the server has carried out is no command that is documented; empty where it is one */
    public static String misfitsOfCommand(String frame) {
        JsonNode said = Contracts.parse(frame);
        return Optional.ofNullable(COMMANDS.get(said.path("type").asText()))
                .map(place -> misfits(place, said))
                .orElse("not documented: " + frame);
    }

    private static String misfits(String place, JsonNode said) {
        String misfits = Contracts.misfits(Contracts.ASYNCAPI, place + "/payload", said);
        return misfits.isEmpty() ? "" : misfits + " in " + said;
    }

    /** @return why a change of a bulk could not have come alone */
    private static String changes(JsonNode said) {
        return Contracts.elements(said.at("/payload/changes"))
                .map(change -> {
                    ObjectNode alone = said.deepCopy();
                    alone.setAll((ObjectNode) change);
                    return misfits(alone.toString(), Optional.empty());
                })
                .filter(misfits -> !misfits.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Fails unless the frame is one that is documented. */
    public static void frame(String frame) {
        assertEquals("", misfits(frame, Optional.empty()));
    }

    private static void fits(HttpResponse<String> response, String type, Map.Entry<String, JsonNode> operation) {
        JsonNode documented = operation.getValue().at("/responses/" + response.statusCode());
        assertTrue(documented.isObject(), () -> operation.getKey() + " answers with " + response.statusCode());
        if (!documented.has("content")) {
            assertEquals("", response.body(), operation.getKey());
            return;
        }
        JsonNode content = documented.get("content").get(type);
        assertTrue(content != null, () -> operation.getKey() + " answers with " + type);
        if (content.at("/schema/$ref").isTextual()) {
            fits(response, content.at("/schema/$ref").textValue().substring(1));
        }
        if (operation.getKey().matches("GET (workspaces/\\{workspace}|notifications)/events")) {
            Contracts.parse(response.body()).get("items").forEach(item -> frame(item.toString()));
        }
    }

    private static void fits(HttpResponse<String> response, String schema) {
        assertEquals(
                "",
                Contracts.misfits(Contracts.OPENAPI, schema, Contracts.parse(response.body())),
                () -> response.request().method() + " " + response.uri().getPath() + ": " + response.body());
    }

    /** A word goes before a name that stands for any. */
    private static Optional<Map.Entry<String, JsonNode>> operation(String call) {
        return OPERATIONS.entrySet().stream()
                .filter(operation -> call.matches(operation.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
                .min(Comparator.comparingLong(operation ->
                        operation.getKey().chars().filter(it -> it == '{').count()));
    }
}
