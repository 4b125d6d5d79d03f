package dev.tutti.bench.peer;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.glassfish.tyrus.server.Server;

/** A broadcast on Tyrus by itself, with nothing but the standard's classes. */
public final class TyrusPeer {
    private TyrusPeer() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server("127.0.0.1", Integer.parseInt(System.getenv("PORT")), "/", Map.of(), Endpoint.class);
        server.start();
        new CountDownLatch(1).await();
    }

    /** Made for each connection. */
    @ServerEndpoint(value = "/ws", configurator = Handshake.class)
    public static final class Endpoint {
        private static final Rooms<Session> ROOMS = new Rooms<>((session, text) -> {
            if (session.isOpen()) {
                session.getAsyncRemote().sendText(text);
            }
        });

        private String who = "";

        @OnOpen
        public void open(Session session, EndpointConfig config) {
            who = (String) config.getUserProperties().get(Handshake.WHO);
        }

        @OnMessage
        public void message(String message, Session session) {
            ROOMS.take(session, who, message);
        }

        @OnClose
        public void close(Session session) {
            ROOMS.goes(session);
        }
    }

    /** Lets in who has a good token. */
    public static final class Handshake extends ServerEndpointConfig.Configurator {
        static final String WHO = "who";
        private static final Doorkeeper DOORKEEPER = new Doorkeeper();

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            config.getUserProperties()
                    .put(
                            WHO,
                            DOORKEEPER.who(
                                    request.getHeaders().get("Authorization").get(0)));
        }
    }
}
