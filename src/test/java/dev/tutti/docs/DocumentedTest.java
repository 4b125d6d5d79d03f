package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is said")
class DocumentedTest {
    private static final String MOVED = """
            {"type": "task:moved", "ts": 1, "workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11", "seq": 2,
             "mark": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c12",
             "payload": {"id": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c13", "version": 2, "status": "doing", "after": null}}""";

    private static final String BULK = """
            {"type": "bulk", "ts": 1, "workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11", "seq": 2,
             "mark": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c12",
             "payload": {"part": 1, "parts": 1, "changes": [
               {"type": "task:deleted", "payload": {"id": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c14"}},
               {"type": "task:moved",
                "payload": {"id": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c13", "version": 2, "status": "doing", "after": null}}]}}""";

    private static final String PROBLEM = """
            {"type": "about:blank", "title": "Not found", "status": 404, "detail": "It is not there.", "code": "not_found"}""";

    private static final String JOINED = """
            {"type": "reply", "id": "1", "success": true, "ts": 1,
             "data": {"workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11", "epoch": "a", "seq": 1, "mark": null,
                      "recovered": true, "online": 1}}""";

    @Test
    @DisplayName("as it is documented is let through")
    void documented() {
        assertEquals("", misfits(MOVED));
        assertEquals("", Documented.misfits(JOINED, Optional.of("workspace:join")));
    }

    @Test
    @DisplayName("with a member too many or too few, in the envelope or below, is found")
    void members() {
        assertTrue(misfits(MOVED.replace("\"ts\": 1", "\"ts\": 1, \"more\": 1")).contains("more"));
        assertTrue(misfits(MOVED.replace("\"version\": 2", "\"version\": 2, \"more\": 1"))
                .contains("more"));
        assertTrue(misfits(MOVED.replace("\"seq\": 2,", "")).contains("seq"));
        assertTrue(misfits(MOVED.replace("\"version\": 2,", "")).contains("version"));
    }

    @Test
    @DisplayName("with a value of another kind is found")
    void values() {
        assertTrue(misfits(MOVED.replace("\"doing\"", "7")).contains("/payload/status"));
        assertTrue(misfits(MOVED.replace("0c12", "0c1")).contains("/mark"));
    }

    @Test
    @DisplayName("of many changes is let through when each is documented, and else is not")
    void changes() {
        assertEquals("", misfits(BULK));
        assertTrue(misfits(BULK.replace("\"after\": null", "\"after\": 7")).contains("/payload/after"));
        assertTrue(misfits(BULK.replace("task:moved", "task:sold")).contains("not documented"));
        assertTrue(misfits(BULK.replace("\"parts\": 1,", "")).contains("parts"));
    }

    @Test
    @DisplayName("that nobody has documented is found, and so is a reply to another command")
    void unknown() {
        assertTrue(misfits(MOVED.replace("task:moved", "task:sold")).contains("not documented"));
        assertTrue(Documented.misfits(JOINED, Optional.of("chat:send")).contains("author"));
        assertTrue(Documented.misfits(JOINED, Optional.of("chat:shout")).contains("not documented"));
        assertTrue(misfits(JOINED).contains("not documented"));
    }

    @Test
    @DisplayName("that asks for something is let through as it is documented, and with another member is found")
    void commands() {
        String leave = """
                {"type": "workspace:leave", "id": "1", "payload": {"workspaceId": "6b0c8f1e-8a7e-4b5c-9c56-0d5f1f4f0c11"}}""";
        assertEquals("", Documented.misfitsOfCommand(leave));
        assertTrue(Documented.misfitsOfCommand(leave.replace("workspaceId", "workspace"))
                .contains("workspaceId"));
        assertTrue(Documented.misfitsOfCommand(leave.replace("\"id\": \"1\"", "\"more\": 1"))
                .contains("more"));
        assertTrue(Documented.misfitsOfCommand(leave.replace("leave", "live")).contains("not documented"));
    }

    @Test
    @DisplayName("over HTTP is let through as it is documented, and so is what only HTTP itself speaks of")
    void answers() {
        Documented.answer(
                new Plain("GET", "/api/health/live", 200, "application/json", "{\"status\":\"up\",\"checks\":{}}"));
        Documented.answer(new Plain("GET", "/api/nothing", 404, "application/problem+json", PROBLEM));
        Documented.answer(new Plain("HEAD", "/api/tasks", 401, "application/problem+json", ""));
        Documented.answer(new Plain("GET", "/api/workspaces/%00", 400, "text/html", "<h1>Bad request</h1>"));
        Documented.answer(new Plain("OPTIONS", "/api/tasks", 204, "", ""));
        Documented.answer(new Plain("GET", "/index.html", 200, "text/html", "<!doctype html>"));
    }

    @Test
    @DisplayName("over HTTP by a call that nobody has documented, or with another status, type or body, is found")
    void undocumentedAnswers() {
        for (Plain answer : List.of(
                new Plain("GET", "/api/nothing", 200, "application/json", "{}"),
                new Plain("PUT", "/api/tasks", 200, "application/json", "{}"),
                new Plain("GET", "/api/tasks", 404, "text/html", "<h1>Not found</h1>"),
                new Plain("GET", "/api/tasks", 302, "", ""),
                new Plain("GET", "/api/health/live", 200, "text/plain", "up"),
                new Plain("GET", "/api/health/live", 200, "application/json", "{\"state\":\"up\"}"),
                new Plain("GET", "/api/nothing", 404, "application/problem+json", "{}"))) {
            assertThrows(AssertionError.class, () -> Documented.answer(answer), answer::toString);
        }
    }

    /** An answer as a client of HTTP gets it. */
    private record Plain(String method, String path, int statusCode, String type, String body)
            implements HttpResponse<String> {
        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri())
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
        }

        @Override
        public Optional<HttpResponse<String>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return URI.create("http://tutti.example" + path);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private static String misfits(String frame) {
        return Documented.misfits(frame, Optional.empty());
    }
}
