package dev.tutti.it;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Somebody on a connection of their own, who tries one thing there, in a workspace and a room that they have tried to join. */
final class Attempt implements AutoCloseable {
    /** The frame that is no message. */
    static final String RELAY = "relay";

    private static final String ROOM = "prop";

    private final RawSocket socket;

    /** @param token what they show; some have nothing to show */
    Attempt(Optional<String> token) {
        RawHandshake proper = RawHandshake.proper();
        socket = token.map(it -> proper.with("Authorization", "Bearer " + it))
                .orElse(proper)
                .send()
                .expectStatus(101);
    }

    /** @return {@code ok}, the code of the refusal, or that with which the connection was closed instead of being welcomed */
    String at(String workspace, String type, String payload) {
        if (socket.next().json().getString("type").equals("error")) {
            return String.valueOf(socket.expectClose());
        }
        ask("workspace:join", "{\"workspaceId\":\"%s\"}".formatted(workspace));
        ask("room:join", "{\"workspaceId\":\"%s\",\"room\":\"%s\"}".formatted(workspace, ROOM));
        return type.equals(RELAY) ? relay(workspace) : ask(type, payload);
    }

    private String ask(String type, String payload) {
        socket.say("{\"id\":\"%1$s\",\"type\":\"%1$s\",\"payload\":%2$s}".formatted(type, payload));
        JsonObject frame = socket.next().json();
        while (!frame.getString("id", "").equals(type)) {
            frame = socket.next().json();
        }
        return frame.getBoolean("success") ? "ok" : frame.getJsonObject("error").getString("code");
    }

    /** What is relayed has no reply; a refusal would come before the answer to what is said next. */
    private String relay(String workspace) {
        byte[] data = "prop".getBytes(StandardCharsets.UTF_8);
        socket.send(RawFrames.frame(RawFrames.FIN | RawFrames.BINARY, RelayFrame.of(workspace, ROOM, data)));
        socket.say("{\"type\":\"ping\"}");
        JsonObject frame = socket.next().json();
        while (!frame.getString("type").matches("pong|error")) {
            frame = socket.next().json();
        }
        return frame.getString("type").equals("pong")
                ? "ok"
                : frame.getJsonObject("payload").getString("code");
    }

    @Override
    public void close() {
        socket.close();
    }
}
