package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What FEATURES.md lists and no other test runs, with what is in every JDK and nothing else. */
@DisplayName("A client of the JDK")
class FeaturesIT extends ServerIT {
    private static final int PATIENCE_SECONDS = 15;

    private final Person ada = Person.registers("Ada");

    @Test
    @DisplayName("finds pages, calls, streams and the socket on one port")
    void onePort() throws IOException, InterruptedException {
        Answer page = Person.send("GET", "", "", Map.of()).expect(200);
        assertTrue(page.header("Content-Type").orElse("").startsWith("text/html"));
        Person.send("GET", "api/health/ready", "", Map.of()).expect(200);
        HttpRequest stream = HttpRequest.newBuilder(BASE.resolve("api/events"))
                .header("Authorization", "Bearer " + ada.token)
                .build();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                Person.HTTP
                        .send(stream, HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8))) {
            assertTrue(events.readLine().startsWith("retry: "));
            assertEquals("", events.readLine());
            assertEquals("event: connected", events.readLine());
        }
        Ear ear = new Ear();
        WebSocket socket = connects(ear, ada);
        assertEquals("tutti.v1", socket.getSubprotocol());
        assertEquals(ada.id, ear.next("connected").getJsonObject("payload").getString("userId"));
        hangUp(socket, ear);
    }

    @Test
    @DisplayName(
            "has its pings answered: that of the protocol with the same bytes, that in JSON with the server's time")
    void pings() throws InterruptedException {
        Ear ear = new Ear();
        WebSocket socket = connects(ear, ada);
        ear.next("connected");
        socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), ear.pongs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        socket.sendText("{\"type\":\"ping\"}", true).join();
        assertTrue(ear.next("pong").getJsonObject("payload").containsKey("timestamp"));
        hangUp(socket, ear);
    }

    @Test
    @DisplayName("asks for several things at once, and tells the answers apart by their ids, each in its own time")
    void requests() throws InterruptedException {
        Ear ear = new Ear();
        WebSocket socket = connects(ear, ada);
        ear.next("connected");
        String workspace = ada.createsWorkspace("Engine");
        CompletableFuture<JsonObject> joined =
                ear.asks(socket, "1", "workspace:join", "{\"workspaceId\":\"" + workspace + "\"}");
        CompletableFuture<JsonObject> unknown = ear.asks(socket, "2", "task:explode", "{}");
        CompletableFuture<JsonObject> said =
                ear.asks(socket, "3", "chat:send", "{\"workspaceId\":\"" + workspace + "\",\"text\":\"Hello\"}");

        assertEquals("Hello", said.join().getJsonObject("data").getString("text"));
        assertEquals("unknown_type", unknown.join().getJsonObject("error").getString("code"));
        assertEquals(workspace, joined.join().getJsonObject("data").getString("workspaceId"));
        assertEquals("Hello", ear.next("chat:message").getJsonObject("payload").getString("text"));
        hangUp(socket, ear);
    }

    /** As a page does: with what a browser's WebSocket can be given. */
    private static WebSocket connects(Ear ear, Person person) {
        return Person.HTTP
                .newWebSocketBuilder()
                .subprotocols("tutti.v1", "bearer." + person.token)
                .buildAsync(URI.create("ws" + BASE.resolve("ws").toString().substring(4)), ear)
                .join();
    }

    private static void hangUp(WebSocket socket, Ear ear) {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertEquals(
                WebSocket.NORMAL_CLOSURE,
                ear.closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    }

    private static final class Ear implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
        private final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
        private final Map<String, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        /** @return the reply; an exception if there is none in time */
        CompletableFuture<JsonObject> asks(WebSocket socket, String id, String type, String payload) {
            CompletableFuture<JsonObject> reply = new CompletableFuture<>();
            asked.put(id, reply);
            socket.sendText("{\"id\":\"%s\",\"type\":\"%s\",\"payload\":%s}".formatted(id, type, payload), true)
                    .join();
            return reply.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        /** @return the next frame but replies and what comes by the clock, which must be of this type */
        JsonObject next(String type) throws InterruptedException {
            JsonObject frame = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(frame != null, "nothing was heard");
            assertEquals(type, frame.getString("type"), frame.toString());
            return frame;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                try (JsonReader reader = Json.createReader(new StringReader(parts.toString()))) {
                    hear(reader.readObject());
                }
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void hear(JsonObject frame) {
            String type = frame.getString("type");
            if (type.equals("reply")) {
                asked.remove(frame.getString("id")).complete(frame);
            } else if (!type.startsWith("presence:") && !type.equals("heartbeat")) {
                heard.add(frame);
            }
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            pongs.add(ByteBuffer.wrap(bytes(message)));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        private static byte[] bytes(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }
}
