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
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.glassfish.tyrus.client.ClientManager;

/**
 * Prints what happens in a workspace, each event once and in order, whatever becomes of the connection:
 *
 * <pre>java -cp tyrus-standalone-client.jar:jakarta.json.jar Listener.java ws://localhost:8080/ws TOKEN WORKSPACE</pre>
 */
public final class Listener extends Endpoint {
    private final String workspace;
    /** How far everything has been heard: {@code epoch:seq:mark}; empty before the first join was answered. */
    private String position = "";
    private String epoch = "";
    private CompletableFuture<Integer> closed = new CompletableFuture<>();

    private Listener(String workspace) {
        this.workspace = workspace;
    }

    public static void main(String[] arguments) throws InterruptedException {
        URI address = URI.create(arguments[0]);
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of("tutti.v1", "bearer." + arguments[1]))
                .build();
        Listener listener = new Listener(arguments[2]);
        while (true) {
            int code = listener.listen(config, address);
            // PROTOCOL.md, section 6: without a new token, or against the server's will, there is no coming back.
            if (code == 1008 || code == 4001 || code == 4002 || code >= 4500) {
                System.err.println("Closed with " + code);
                System.exit(1);
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(500, 5000));
        }
    }

    /** @return the code with which the connection ended */
    private int listen(ClientEndpointConfig config, URI address) {
        closed = new CompletableFuture<>();
        try {
            ClientManager.createClient().connectToServer(this, config, address);
            return closed.join();
        } catch (DeploymentException | IOException unreachable) {
            return 1006;
        }
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::hear);
        var payload = Json.createObjectBuilder().add("workspaceId", workspace);
        if (!position.isEmpty()) {
            payload.add("position", position);
        }
        session.getAsyncRemote().sendText(Json.createObjectBuilder()
                .add("id", "join")
                .add("type", "workspace:join")
                .add("payload", payload)
                .build()
                .toString());
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        closed.complete(reason.getCloseCode().getCode());
    }

    private void hear(String text) {
        JsonObject frame;
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            frame = reader.readObject();
        }
        if (frame.getString("type").equals("reply")) {
            joined(frame);
        } else if (frame.containsKey("seq") && workspace.equals(frame.getString("workspaceId", ""))) {
            position = epoch + ":" + frame.getInt("seq") + ":" + frame.getString("mark");
            System.out.println(frame.getInt("seq") + " " + frame.getString("type") + " " + frame.get("payload"));
        }
    }

    private void joined(JsonObject reply) {
        if (!reply.getBoolean("success")) {
            System.err.println(reply.get("error"));
            System.exit(1);
        }
        JsonObject data = reply.getJsonObject("data");
        epoch = data.getString("epoch");
        if (position.isEmpty()) {
            position = epoch + ":" + data.getInt("seq") + (data.isNull("mark") ? "" : ":" + data.getString("mark"));
            System.out.println("Listening from " + position);
        } else if (!data.getBoolean("recovered")) {
            // A program that keeps a state of its own loads a snapshot here.
            System.err.println("Something was missed: " + data.getString("reason"));
            System.exit(1);
        }
    }
}
