package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.log.Log;
import dev.tutti.base.log.LogLines;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RequestFilter")
class RequestFilterTest {
    private static final System.Logger LOG = Log.of(RequestFilterTest.class);

    private final RequestFilter filter = new RequestFilter();
    private final Map<String, String> answered = new TreeMap<>();
    private String traceparent;

    @Test
    @DisplayName("tells an id that a request came with, and what is logged meanwhile says it")
    void keeps() {
        for (String id : List.of("a", "4bf92f35-77b3.4da6_A", "0".repeat(64))) {
            assertEquals(List.of("INFO did request=" + id), lines("/tutti/api/tasks", id));
            assertEquals(Map.of("X-Request-Id", id), answered);
        }
    }

    @Test
    @DisplayName("makes one where there is none, or none that may stand in a log (E16)")
    void makes() {
        for (String id : new String[] {null, "", " ", "a b", "a\nb", "{0}", "a=b", "é", "0".repeat(65), "<b>", "'"}) {
            List<String> lines = lines("/api/tasks", id);

            String made = answered.get("X-Request-Id");
            assertEquals(made, UUID.fromString(made).toString());
            assertNotEquals(id, made);
            assertEquals(List.of("INFO did request=" + made), lines);
        }
    }

    @Test
    @DisplayName("says of what trace a request is, where it came with one")
    void trace() {
        traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertEquals(
                List.of("INFO did request=a trace=4bf92f3577b34da6a3ce929d0e0e4736"), lines("/tutti/api/tasks", "a"));
        traceparent = "00-{0}";
        assertEquals(List.of("INFO did request=a"), lines("/tutti/api/tasks", "a"));
    }

    @Test
    @DisplayName("leaves nothing on the thread, whatever comes of the request")
    void leavesNothing() {
        assertThrows(
                IOException.class,
                () -> ask("/api/tasks", "x", (request, response) -> {
                    throw new IOException("cut");
                }));

        List<String> lines = LogLines.of(RequestFilterTest.class, () -> LOG.log(System.Logger.Level.INFO, "later"));
        assertEquals(List.of("INFO later"), lines);
    }

    @Test
    @DisplayName("says nothing in the answer to a handshake, which is the container's")
    void handshake() {
        assertEquals(List.of("INFO did request=mine"), lines("/tutti/ws", "mine"));
        assertTrue(answered.isEmpty());
    }

    private List<String> lines(String path, String id) {
        return LogLines.of(RequestFilterTest.class, () -> {
            try {
                ask(path, id, (request, response) -> LOG.log(System.Logger.Level.INFO, "did"));
            } catch (IOException | ServletException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private void ask(String path, String id, FilterChain chain) throws IOException, ServletException {
        answered.clear();
        HttpServletRequest request =
                stub(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRequestURI" -> path;
                    case "getHeader" -> arguments[0].equals("traceparent") ? traceparent : id;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
        HttpServletResponse response = stub(
                HttpServletResponse.class,
                (proxy, called, arguments) -> answered.put(arguments[0].toString(), arguments[1].toString()));
        filter.doFilter(request, response, chain);
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RequestFilterTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
