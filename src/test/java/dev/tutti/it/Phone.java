package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.docs.Documented;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.glassfish.tyrus.client.ClientManager;

/** A WebSocket client that must hear exactly what its test expects, in that order, and nothing else. */
public final class Phone implements AutoCloseable {
    /** By name, because the class path knows Undertow's client too, which takes a close with 1012 for a fault. */
    private static final WebSocketContainer CONTAINER = ClientManager.createClient();

    private static final int PATIENCE_SECONDS = 15;

    private final BlockingQueue<JsonObject> heard = new LinkedBlockingQueue<>();
    /** Who is there is told by the clock, and so between any two others; those who want to know ask for it. */
    private final BlockingQueue<JsonObject> presence = new LinkedBlockingQueue<>();

    /** What others relayed; not looked for by those who are in no room. */
    private final BlockingQueue<byte[]> relayed = new LinkedBlockingQueue<>();

    private final Asked asked = new Asked();
    /** What was heard and is not documented. */
    private final Queue<String> undocumented = new ConcurrentLinkedQueue<>();

    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final Session session;

    /** How a phone presents itself. */
    public record Handshake(String path, Map<String, List<String>> headers, List<String> protocols) {
        public static Handshake bearer(String token) {
            return new Handshake("ws", Map.of("Authorization", List.of("Bearer " + token)), List.of());
        }
    }

    private Phone(URI server, Handshake handshake) throws DeploymentException, IOException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(handshake.protocols())
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Origin"));
                        headers.putAll(handshake.headers());
                    }
                })
                .build();
        URI http = server.resolve(handshake.path());
        session = CONTAINER.connectToServer(
                new Ear(), config, URI.create("ws" + http.toString().substring(4)));
    }

    /** Calls, and hears {@code connected}. */
    public static Phone connects(Person person) {
        Phone phone = dials(person.server, Handshake.bearer(person.token));
        assertEquals(
                person.id, phone.expect("connected").getJsonObject("payload").getString("userId"));
        return phone;
    }

    /** Calls, whatever comes of it. */
    static Phone dials(Handshake handshake) {
        return dials(ServerIT.BASE, handshake);
    }

    public static Phone dials(URI server, Handshake handshake) {
        try {
            return new Phone(server, handshake);
        } catch (DeploymentException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Calls, joins the workspace and hears the reply. */
    public static Phone joins(Person person, String workspace) {
        Phone phone = connects(person);
        phone.join(workspace);
        return phone;
    }

    /** Joins, does something, and hangs up. @return what the reply to the join said */
    static JsonObject joins(Person person, String workspace, Consumer<Phone> meanwhile) {
        try (Phone phone = connects(person)) {
            JsonObject reply = phone.join(workspace);
            meanwhile.accept(phone);
            return reply;
        }
    }

    public JsonObject join(String workspace) {
        return joinWith("{\"workspaceId\":\"" + workspace + "\"}");
    }

    /** @param position where to go on, as text */
    public JsonObject join(String workspace, String position) {
        return joinWith("{\"workspaceId\":\"" + workspace + "\",\"position\":\"" + position + "\"}");
    }

    private JsonObject joinWith(String payload) {
        say("{\"id\":\"join\",\"type\":\"workspace:join\",\"payload\":" + payload + "}");
        JsonObject reply = expect("reply");
        assertTrue(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("data");
    }

    /** Says something with an id, which must be refused. @return the error */
    JsonObject refused(String frame) {
        return say(frame).expectRefusal();
    }

    /** @return the error of the next frame, which must be a reply that refuses */
    JsonObject expectRefusal() {
        JsonObject reply = expect("reply");
        assertFalse(reply.getBoolean("success"), reply.toString());
        return reply.getJsonObject("error");
    }

    String protocol() {
        return session.getNegotiatedSubprotocol();
    }

    Session session() {
        return session;
    }

    /** Says what is documented, and nothing else. */
    public Phone say(String frame) {
        assertEquals("", Documented.misfitsOfCommand(frame), "not documented");
        return blurt(frame);
    }

    /** Says it as it is: for tests that say on purpose what no document allows. */
    Phone blurt(String frame) {
        asked.remember(frame);
        try {
            session.getBasicRemote().sendText(frame);
            return this;
        } catch (RejectedExecutionException answered) {
            // It is sent, and answered by a close so soon that Tyrus finds its own timer gone.
            return this;
        } catch (IOException gone) {
            throw new IllegalStateException("ended: " + closed.getNow(null), gone);
        }
    }

    public Phone relay(byte[] frame) {
        try {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(frame));
            return this;
        } catch (IOException gone) {
            throw new IllegalStateException("ended: " + closed.getNow(null), gone);
        }
    }

    /** @return the next that was relayed to this phone */
    public byte[] nextRelayed() {
        return next(relayed);
    }

    /** @return what was relayed and not asked for yet */
    List<byte[]> restOfRelayed() {
        List<byte[]> rest = new ArrayList<>();
        relayed.drainTo(rest);
        return rest;
    }

    /** @return the next frame, which must be of this type */
    public JsonObject expect(String type) {
        JsonObject frame = next();
        assertEquals(type, frame.getString("type"), frame.toString());
        return frame;
    }

    public JsonObject next() {
        JsonObject frame = next(heard);
        assertEquals(List.of(), List.copyOf(undocumented), "not documented");
        return frame;
    }

    /** @return the next that was told of who is there */
    JsonObject nextOfPresence() {
        return next(presence);
    }

    /** @return the next of those frames, which must be of this type: its payload */
    JsonObject expectPresence(String type) {
        JsonObject frame = nextOfPresence();
        assertEquals(type, frame.getString("type"), frame.toString());
        return frame.getJsonObject("payload");
    }

    /** @return what was told of who is there, and not asked for yet */
    public List<JsonObject> restOfPresence() {
        List<JsonObject> rest = new ArrayList<>();
        presence.drainTo(rest);
        return rest;
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T frame = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(frame != null, "nothing was heard");
            return frame;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** @return the next {@code count} events, which must be numbered from {@code first} without a hole */
    public List<JsonObject> expectEvents(long first, int count) {
        List<JsonObject> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonObject event = next();
            assertTrue(event.containsKey("seq"), event.toString());
            assertEquals(first + i, event.getJsonNumber("seq").longValueExact(), event.toString());
            events.add(event);
        }
        return events;
    }

    /** Everything said before now is answered before this returns; an unexpected frame fails. */
    public void expectSilence() {
        say("{\"type\":\"ping\"}");
        expect("pong");
    }

    /** Leaves the workspace, and so hears no more of it; on the way out those who left its rooms before are no surprise. */
    void leave(String workspace) {
        say("{\"id\":\"leave\",\"type\":\"workspace:leave\",\"payload\":{\"workspaceId\":\"" + workspace + "\"}}");
        JsonObject frame = next();
        while (frame.getString("type").equals("room:left")) {
            frame = next();
        }
        assertEquals("leave", frame.getString("id", ""), frame.toString());
    }

    /** @return the code with which the server closes; everything heard before must have been expected */
    public int expectClose() {
        int code = expectEnd();
        assertEquals(List.of(), List.copyOf(heard), "heard before the close");
        return code;
    }

    /** @return the code with which the connection ends, whatever was heard before */
    public int expectEnd() {
        try {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getCloseCode().getCode();
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the connection was not closed", failure);
        }
    }

    /** @return what was heard so far and not expected, which is thereby no surprise any more */
    public List<JsonObject> rest() {
        List<JsonObject> rest = new ArrayList<>();
        heard.drainTo(rest);
        return rest;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** Hangs up; whatever was heard and not expected fails the test. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
        assertEquals(List.of(), List.copyOf(heard), "heard and not expected");
        assertEquals(List.of(), List.copyOf(undocumented), "not documented");
    }

    private final class Ear extends Endpoint {
        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            opened.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) relayed::add);
            opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {
                try (JsonReader reader = Json.createReader(new StringReader(text))) {
                    JsonObject frame = reader.readObject();
                    Optional.of(asked.misfits(text))
                            .filter(misfits -> !misfits.isEmpty())
                            .ifPresent(undocumented::add);
                    if (frame.getString("type").startsWith("presence:")) {
                        presence.add(frame);
                        return;
                    }
                    // It comes by the clock, and so between any two others.
                    if (!frame.getString("type").equals("heartbeat")) {
                        heard.add(frame);
                    }
                }
            });
        }

        @Override
        public void onClose(Session gone, CloseReason reason) {
            closed.complete(reason);
        }
    }
}
