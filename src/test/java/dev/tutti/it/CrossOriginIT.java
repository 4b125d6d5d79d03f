package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser page that is served elsewhere; the build lists one origin in TUTTI_ORIGINS. */
@DisplayName("A page of another origin")
class CrossOriginIT extends ServerIT {
    private static final String LISTED = "https://board.example";
    private static final String FOREIGN = "https://evil.example";

    private static Person ada;
    private static String tasks;

    @BeforeAll
    static void begin() {
        ada = Person.registers("Ada");
        tasks = "api/workspaces/" + ada.createsWorkspace("Engine") + "/tasks";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api/auth/login", "api/workspaces", "api/events", "api/notifications/events", "api/commands"})
    @DisplayName("E14: has its preflight answered if it is listed, and is told nothing if it is not")
    void preflight(String path) {
        Answer listed = preflight(path, LISTED).expect(204);

        assertEquals(Optional.of(LISTED), listed.header("Access-Control-Allow-Origin"));
        assertTrue(listed.header("Access-Control-Allow-Methods").orElse("").contains("PATCH"));
        String headers = listed.header("Access-Control-Allow-Headers").orElse("");
        for (String header : List.of(
                "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "X-Connection-Id", "Last-Event-ID")) {
            assertTrue(headers.contains(header), header);
        }
        hearsNothing(preflight(path, FOREIGN));
        hearsNothing(preflight(path, "null"));
        hearsNothing(preflight(path, LISTED + ".evil"));
        assertEquals(Optional.of("nosniff"), listed.header("X-Content-Type-Options"));
        assertTrue(listed.header("Content-Security-Policy").isPresent());
    }

    @Test
    @DisplayName("E14: reads what its calls are answered, and the headers that a client needs")
    void calls() {
        Map<String, String> origin = Map.of("Origin", LISTED);
        Answer created =
                ada.as("POST", tasks, "{\"title\":\"From elsewhere\"}", origin).expect(201);
        reads(created);
        String exposed = created.header("Access-Control-Expose-Headers").orElse("");
        for (String header : List.of("ETag", "Journal-Position", "Idempotent-Replay", "Location", "Retry-After")) {
            assertTrue(exposed.contains(header), header);
        }
        assertEquals(Optional.empty(), created.header("Access-Control-Allow-Credentials"));
        hearsNothing(ada.as("GET", tasks, "", Map.of("Origin", FOREIGN)).expect(200));
        hearsNothing(ada.get(tasks).expect(200));
    }

    @Test
    @DisplayName("E14: reads why it was refused, too")
    void refusals() {
        Map<String, String> origin = Map.of("Origin", LISTED);
        reads(Person.send("GET", tasks, "", origin).refused(401, "invalid_token"));
        reads(ada.as("GET", "api/nothing", "", origin).refused(404, "not_found"));
        reads(ada.as("PUT", tasks, "{}", origin).refused(405, "bad_request"));
        reads(ada.as("POST", tasks, "{", origin).refused(400, "bad_json"));
        reads(ada.as("POST", tasks, "{}", Map.of("Origin", LISTED, "Content-Type", "text/plain"))
                .refused(415, "bad_request"));
        reads(Person.send("GET", "api/events", "", origin).refused(401, "invalid_token"));
        reads(Person.send("GET", "api/notifications/events", "", origin).refused(401, "invalid_token"));
    }

    @Test
    @DisplayName("E14: listens and polls, with the cookie if it has it; a foreign one is refused")
    void listens() {
        Map<String, String> withCookie = Map.of("Origin", LISTED, "Cookie", "wsToken=" + ada.token);
        Answer poll =
                Person.send("GET", "api/notifications/events", "", withCookie).expect(200);
        reads(poll);
        assertEquals(Optional.of("true"), poll.header("Access-Control-Allow-Credentials"));
        try (Radio radio = Radio.Dial.inbox(ada).with("Origin", LISTED).tune()) {
            radio.connected();
            assertEquals(Optional.of(LISTED), radio.header("Access-Control-Allow-Origin"));
        }
        Map<String, String> foreign = Map.of("Origin", FOREIGN, "Cookie", "wsToken=" + ada.token);
        hearsNothing(Person.send("GET", "api/notifications/events", "", foreign).refused(403, "forbidden"));
        hearsNothing(Person.send("GET", "api/events", "", foreign).refused(403, "forbidden"));
    }

    @Test
    @DisplayName("connects its socket if it is listed")
    void connects() {
        try (RawSocket socket =
                RawHandshake.of(Person.registers("Bob")).with("Origin", LISTED).send()) {
            socket.expectStatus(101).expect("connected");
        }
    }

    private static Answer preflight(String path, String origin) {
        return Person.send(
                "OPTIONS",
                path,
                "",
                Map.of(
                        "Origin", origin,
                        "Access-Control-Request-Method", "PATCH",
                        "Access-Control-Request-Headers", "authorization,content-type"));
    }

    private static void reads(Answer answer) {
        assertEquals(
                List.of(LISTED),
                answer.response().headers().allValues("Access-Control-Allow-Origin"),
                answer.toString());
        assertTrue(answer.response().headers().allValues("Vary").contains("Origin"));
    }

    private static void hearsNothing(Answer answer) {
        assertEquals(
                List.of(),
                answer.response().headers().map().keySet().stream()
                        .filter(name -> name.toLowerCase().startsWith("access-control-"))
                        .toList());
    }
}
