package dev.tutti.live.socket.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.live.protocol.Encoded;
import dev.tutti.live.protocol.ServerFrame;
import dev.tutti.live.socket.Engine;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A connection of Undertow")
class UndertowSocketTest {
    /** More than a network holds for a client that does not read. */
    private static final String HUGE = "x".repeat(48_000_000);

    private static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Undertow server;
    private WebSocket client;
    private Session session;
    private Engine.Socket socket;

    /** What Undertow makes for each connection. */
    public static final class Door extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            OPENED.add(session);
        }
    }

    /** Writes down what it hears, as soon as the client asks for it. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            // It reads when the test says so.
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            heard.add("bytes " + part.get());
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
            heard.add("ping");
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable fault) {
            heard.add(fault.toString());
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add("close " + code);
            return null;
        }
    }

    @BeforeEach
    void connect() throws Exception {
        OPENED.clear();
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(getClass().getClassLoader())
                .setContextPath("/")
                .setDeploymentName("door")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                                .addEndpoint(ServerEndpointConfig.Builder.create(Door.class, "/ws")
                                        .build()));
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setHandler(manager.start())
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), new Ear())
                .get(10, TimeUnit.SECONDS);
        session = next(OPENED);
        socket = new UndertowEngine().of(session);
    }

    @AfterEach
    void stop() {
        client.abort();
        server.stop();
    }

    @ParameterizedTest(name = "on the connection''s own thread: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "carries single messages, several at once, bytes and the server's own pings in the order in which they were sent")
    void order(boolean own) throws Exception {
        client.request(Long.MAX_VALUE);
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Runnable sending = () -> {
            try {
                told(one("a"));
                told(several("b", "c", "é".repeat(100), "d"));
                session.getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[] {'t'}));
                told(several("e", "f"));
                CompletableFuture<Boolean> bytes = new CompletableFuture<>();
                socket.send(ServerFrame.relayed(new byte[] {7}).encoded(), bytes::complete);
                told(one("g"));
                sent.complete(null);
            } catch (Exception fault) {
                sent.completeExceptionally(fault);
            }
        };
        if (own) {
            socket.thread().orElseThrow().execute(sending);
        } else {
            sending.run();
        }
        sent.get(10, TimeUnit.SECONDS);

        for (String next : List.of("a", "b", "c", "é".repeat(100), "d", "ping", "e", "f", "bytes 7", "g")) {
            assertEquals(next, next(heard));
        }
    }

    @Test
    @DisplayName("tells of what a slow client takes when it has, with a ping on the way, and goes on")
    void slow() throws Exception {
        CompletableFuture<Boolean> huge = several("a", HUGE, "b");
        assertFalse(huge.isDone());
        session.getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[] {'t'}));
        assertFalse(huge.isDone());

        client.request(Long.MAX_VALUE);
        assertTrue(told(huge));
        told(one("c"));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String next = next(heard);
            all.add(next.equals(HUGE) ? "huge" : next);
        }
        assertTrue(all.remove("ping"), "which is the server's own, and has no place in the order");
        assertEquals(List.of("a", "huge", "b", "c"), all);
    }

    @Test
    @DisplayName("waits for the end of what the server itself has begun to send")
    void between() throws Exception {
        session.getAsyncRemote().sendText(HUGE);
        CompletableFuture<Boolean> behind = one("a");
        session.getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[] {'t'}));
        assertFalse(behind.isDone());

        client.request(Long.MAX_VALUE);
        assertTrue(told(behind));
        assertEquals(HUGE.length(), next(heard).length());
        assertEquals(Set.of("a", "ping"), Set.of(next(heard), next(heard)));
    }

    @Test
    @DisplayName("is closed behind what was sent before, and takes nothing after")
    void closed() throws Exception {
        CompletableFuture<Boolean> before = several("a", "b");
        session.close();
        assertFalse(told(several("c", "d")));
        client.request(Long.MAX_VALUE);

        assertTrue(told(before));
        for (String next : List.of("a", "b", "close 1000")) {
            assertEquals(next, next(heard));
        }
    }

    @Test
    @DisplayName("that is killed says once of what was on its way that it was not taken, and takes nothing after")
    void killed() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CompletableFuture<Boolean> huge = new CompletableFuture<>();
        socket.send(List.of(encoded(HUGE), encoded("b")), taken -> {
            times.incrementAndGet();
            huge.complete(taken);
        });
        socket.kill();
        socket.kill();

        assertFalse(told(huge));
        assertFalse(told(one("c")));
        assertEquals(1, times.get());
    }

    private CompletableFuture<Boolean> one(String text) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        socket.send(encoded(text), done::complete);
        return done;
    }

    private CompletableFuture<Boolean> several(String... texts) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        socket.send(List.of(texts).stream().map(UndertowSocketTest::encoded).toList(), done::complete);
        return done;
    }

    private static Encoded encoded(String text) {
        return ServerFrame.madeElsewhere("x", text).encoded();
    }

    private static boolean told(CompletableFuture<Boolean> done) throws Exception {
        return done.get(10, TimeUnit.SECONDS);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }
}
