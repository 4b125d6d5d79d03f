package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tutti.base.problem.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** So that a program that is made of the document knows what to be ready for. That it has what the code takes, {@link OpenApiTest} holds. */
@DisplayName("What openapi.json says of refusals")
class RefusalsTest {
    /** What follows from nothing that a call takes: what it is about may be in the way, gone, too much or not there. */
    private static final Map<String, Set<Integer>> OF_THEIR_OWN = Map.ofEntries(
            Map.entry("POST auth/login", Set.of(401)),
            Map.entry("POST auth/refresh", Set.of(401)),
            Map.entry("POST auth/register", Set.of(409)),
            Map.entry("GET admin/accounts", Set.of(404)),
            Map.entry("PATCH admin/accounts/{account}", Set.of(409)),
            Map.entry("POST commands", Set.of(404, 409)),
            Map.entry("GET notifications/events", Set.of(410)),
            Map.entry("GET workspaces/{workspace}/events", Set.of(410)),
            Map.entry("POST workspaces/{workspace}/webhooks/{webhook}/replay", Set.of(410)),
            Map.entry("PUT workspaces/{workspace}/messages/{message}/reactions/{emoji}", Set.of(413)),
            Map.entry("PUT workspaces/{workspace}/tasks/{task}/comments/{comment}/reactions/{emoji}", Set.of(413)));

    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");
    private static final String REPLAY = "Idempotent-Replay";

    private final Map<String, JsonNode> operations = Contracts.operations();

    @Test
    @DisplayName(
            "is for each call what follows from what it takes, and from what it does; anything else is no surprise either")
    void ofEachCall() {
        operations.forEach((call, operation) -> {
            Set<String> expected = new TreeSet<>(Set.of("default"));
            expected(call, operation).forEach(status -> expected.add(String.valueOf(status)));
            Set<String> documented = operation.get("responses").properties().stream()
                    .filter(response -> !response.getKey().startsWith("2"))
                    .filter(response -> response.getValue().has("$ref"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            // A node that is not ready says so itself.
            expected.removeIf(status -> operation.at("/responses/" + status).has("description"));
            assertEquals(expected, documented, call);
        });
    }

    @Test
    @DisplayName("names every code with its status, but for those that are nobody's doing")
    void codes() {
        Map<String, String> known = Stream.of(ErrorCode.values())
                .filter(code -> code != ErrorCode.INTERNAL)
                .collect(Collectors.toMap(
                        ErrorCode::wire, code -> String.valueOf(code.status()), (a, b) -> a, TreeMap::new));
        Map<String, String> named = new TreeMap<>();
        operations.values().forEach(operation -> operation
                .get("responses")
                .properties()
                .forEach(response -> meant(response.getValue()).ifPresent(words -> CODE.matcher(words)
                        .results()
                        .map(MatchResult::group)
                        .forEach(code -> named.put(code.replace("`", ""), response.getKey())))));
        assertEquals(known, named);
    }

    @Test
    @DisplayName("may be a replay where the same may be sent again, as any answer of such a call")
    void replays() {
        operations.forEach((call, operation) -> assertEquals(
                Contracts.parameters(call).contains("header Idempotency-Key"),
                Contracts.elements(operation.get("responses"))
                        .anyMatch(response -> response.at("/headers").has(REPLAY)),
                call));
    }

    private static Set<Integer> expected(String call, JsonNode operation) {
        Set<String> takes = Contracts.parameters(call);
        boolean isOpen = operation.path("security").isArray()
                && operation.get("security").isEmpty();
        boolean brings = operation.has("requestBody");
        Set<Integer> expected = new TreeSet<>(Set.of(429));
        when(!isOpen || brings, expected, 503);
        when(!isOpen, expected, 401, 403);
        when(brings || !takes.isEmpty(), expected, 400);
        when(brings, expected, 413);
        when(takes.stream().anyMatch(it -> it.startsWith("path ") || it.equals("query workspace")), expected, 404);
        when(takes.contains("header If-Match"), expected, 412, 428);
        when(takes.contains("header Idempotency-Key"), expected, 409, 422);
        expected.addAll(OF_THEIR_OWN.getOrDefault(call, Set.of()));
        return expected;
    }

    private static void when(boolean so, Set<Integer> expected, Integer... statuses) {
        if (so) {
            expected.addAll(List.of(statuses));
        }
    }

    /** @return what the document says of a refusal for which there is one answer for all calls */
    private static Optional<String> meant(JsonNode response) {
        return Optional.ofNullable(response.get("$ref"))
                .map(reference -> Contracts.openApi().at(reference.textValue().substring(1)))
                .map(shared -> shared.get("description").textValue())
                .filter(words -> !words.contains("`code`"));
    }
}
