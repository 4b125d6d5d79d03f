package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CrossOriginFilter")
class CrossOriginFilterTest {
    private static final String LISTED = "https://board.example";

    private final CrossOriginFilter filter = new CrossOriginFilter();
    private final Map<String, String> answered = new TreeMap<>();
    private boolean passed;

    @BeforeEach
    void furnish() {
        filter.settings =
                ChosenSettings.of("TUTTI_ORIGINS", LISTED, "TUTTI_PUBLIC_URL", "https://tutti.example:8443/live/");
    }

    @Test
    @DisplayName("E14: pages of listed origins, and our own, may read; each is named, and none by a star")
    void allowed() throws Exception {
        for (String origin : List.of(LISTED, "https://tutti.example:8443", "http://inside:8080")) {
            ask("GET", "/tutti/api/workspaces", List.of(origin));

            assertTrue(passed);
            assertEquals(origin, answered.get("Access-Control-Allow-Origin"));
            assertTrue(answered.get("Access-Control-Expose-Headers").contains("Journal-Position"));
            assertEquals("Origin", answered.get("Vary"));
        }
    }

    @Test
    @DisplayName("E14: pages of others, look-alikes, several origins at once and none at all hear nothing of it")
    void others() throws Exception {
        for (List<String> origins : List.of(
                List.<String>of(),
                List.of("null"),
                List.of("https://board.example.evil"),
                List.of("https://board.example:443"),
                List.of("http://board.example"),
                List.of("HTTPS://board.example"),
                List.of("https://evil.example"),
                List.of(LISTED, "https://evil.example"))) {
            for (String method : List.of("GET", "OPTIONS")) {
                ask(method, "/tutti/api/auth/login", origins);

                assertTrue(passed, origins.toString());
                assertEquals(Map.of("Vary", "Origin"), answered);
            }
        }
    }

    @Test
    @DisplayName("E14: a preflight is answered at once, with the methods and headers that clients use")
    void preflight() throws Exception {
        ask("OPTIONS", "/tutti/api/workspaces/1/tasks/2", List.of(LISTED));

        assertFalse(passed);
        assertEquals("204", answered.get("status"));
        assertEquals("GET, HEAD, POST, PUT, PATCH, DELETE", answered.get("Access-Control-Allow-Methods"));
        for (String header : List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "traceparent")) {
            assertTrue(answered.get("Access-Control-Allow-Headers").contains(header), header);
        }
    }

    @Test
    @DisplayName("E14: the cookie may come along where it counts, and nowhere else")
    void cookie() throws Exception {
        for (String path : List.of("/api/auth/login", "/api/events", "/tutti/api/workspaces/1/events")) {
            ask("GET", path, List.of(LISTED));
            assertEquals("true", answered.get("Access-Control-Allow-Credentials"), path);
        }
        for (String path : List.of("/api/workspaces", "/tutti/api/workspaces/1/tasks", "/api/notifications")) {
            ask("GET", path, List.of(LISTED));
            assertFalse(answered.containsKey("Access-Control-Allow-Credentials"), path);
        }
    }

    private void ask(String method, String path, List<String> origins) throws Exception {
        passed = false;
        answered.clear();
        HttpServletRequest request =
                stub(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> path;
                    case "getScheme" -> "http";
                    case "getHeaders" -> Collections.enumeration(origins);
                    case "getHeader" -> arguments[0].equals("Host") ? "inside:8080" : "PATCH";
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        HttpServletResponse response = stub(HttpServletResponse.class, (proxy, called, arguments) -> {
            boolean status = called.getName().equals("setStatus");
            return answered.put(
                    status ? "status" : arguments[0].toString(), arguments[arguments.length - 1].toString());
        });
        filter.doFilter(request, response, (asked, answer) -> passed = true);
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(CrossOriginFilterTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
