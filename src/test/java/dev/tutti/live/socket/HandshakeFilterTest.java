package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Growth;
import dev.tutti.live.http.Handshakes;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What depends on settings and on the node's state; the rest is held on the servers themselves, by HandshakeIT. */
@DisplayName("HandshakeFilter")
class HandshakeFilterTest {
    private final Map<String, String> headers = new TreeMap<>(Map.of(
            "Host", "tutti.example",
            "Upgrade", "websocket",
            "Sec-WebSocket-Version", "13",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
    private final Map<String, String> answered = new TreeMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final HandshakeFilter filter = new HandshakeFilter();
    private boolean room = true;
    private boolean upgraded;

    @BeforeEach
    void furnish() {
        filter.settings = ChosenSettings.of();
        filter.handshakes = new Handshakes();
        filter.registry = new SessionRegistry() {
            @Override
            public boolean letsIn(Seat seat) {
                return room;
            }
        };
    }

    @Test
    @DisplayName("B15: a token in the address is taken by default, and refused by name where the setting is off")
    void tokenInUrl() throws Exception {
        knock("token");
        assertTrue(upgraded);

        filter.settings = ChosenSettings.of("TUTTI_TOKEN_IN_URL", "false");
        assertEquals("400", knock("token").get("status"));
        assertTrue(body.toString(StandardCharsets.UTF_8).contains("\"code\":\"token_in_url\""));
    }

    @Test
    @DisplayName("what is wrong with a handshake is counted, by what it is")
    void counted() throws Exception {
        Growth full = Growth.of(Count.HANDSHAKES, "websocket", "full");
        Growth origin = Growth.of(Count.HANDSHAKES, "websocket", "origin");
        Growth version = Growth.of(Count.HANDSHAKES, "websocket", "version");
        Growth forbidden = Growth.of(Count.REFUSALS, "http", "forbidden");

        knock("ticket");
        headers.put("Origin", "https://evil.example");
        knock("ticket");
        headers.put("Sec-WebSocket-Version", "8");
        knock("ticket");
        headers.remove("Origin");
        headers.put("Sec-WebSocket-Version", "13");
        room = false;
        knock("ticket");

        assertEquals(List.of(1L, 1L, 1L, 1L), List.of(full.now(), origin.now(), version.now(), forbidden.now()));
    }

    @Test
    @DisplayName("what came of a handshake is kept for who asks about it, and for nobody else")
    void noted() throws Exception {
        headers.remove("Upgrade");
        knock("ticket");
        assertEquals(Optional.empty(), filter.handshakes.outcome("something"));
        assertEquals("426", knock("checkup").get("status"));
        assertEquals(Optional.of("upgrade"), filter.handshakes.outcome("something"));

        headers.put("Upgrade", "websocket");
        headers.put("Origin", "https://evil.example");
        knock("checkup");
        assertEquals(Optional.of("origin"), filter.handshakes.outcome("something"));
        headers.remove("Origin");
        knock("checkup");
        assertEquals(Optional.of("accepted"), filter.handshakes.outcome("something"));
    }

    @Test
    @DisplayName("A12: a node that is full or stopping answers 503 and when to come back")
    void noRoom() throws Exception {
        room = false;

        assertEquals("503", knock("ticket").get("status"));
        assertTrue(answered.get("Retry-After").matches("[1-9]"), answered.get("Retry-After"));
    }

    @Test
    @DisplayName("pages of the listed origins and of the public address may connect, and no others")
    void origins() throws Exception {
        filter.settings = ChosenSettings.of(
                "TUTTI_ORIGINS", "https://board.example", "TUTTI_PUBLIC_URL", "https://tutti.example/live/");
        for (String allowed : List.of("https://board.example", "https://tutti.example", "http://tutti.example")) {
            headers.put("Origin", allowed);
            knock("ticket");
            assertTrue(upgraded, allowed);
        }
        for (String foreign : List.of("https://board.example.evil", "https://board.example:8443", "null")) {
            headers.put("Origin", foreign);
            assertEquals("403", knock("ticket").get("status"), foreign);
        }
    }

    private Map<String, String> knock(String parameter) throws Exception {
        upgraded = false;
        answered.clear();
        body.reset();
        HttpServletRequest request =
                stub(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getScheme" -> "http";
                    case "getHeader" -> headers.get(arguments[0]);
                    case "getHeaders" ->
                        Collections.enumeration(
                                headers.containsKey(arguments[0]) ? List.of(headers.get(arguments[0])) : List.of());
                    case "getParameter" -> arguments[0].equals(parameter) ? "something" : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = stub(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "setStatus" -> answered.put("status", arguments[0].toString());
                case "setHeader", "setIntHeader" -> answered.put(arguments[0].toString(), arguments[1].toString());
                case "getOutputStream" -> {
                    return stream();
                }
                default -> answered.put(method.getName(), arguments[0].toString());
            }
            return null;
        });
        filter.doFilter(request, response, (upgrading, through) -> upgraded = true);
        return answered;
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(int octet) {
                body.write(octet);
            }
        };
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
