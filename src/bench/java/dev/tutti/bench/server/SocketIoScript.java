package dev.tutti.bench.server;

import dev.tutti.bench.load.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How one gets in at Socket.IO, over WebSocket from the start (Engine.IO 4, Socket.IO protocol 5). */
record SocketIoScript(String token, Optional<String> room) implements Script {
    private static final String EVENT = "42[\"custom:bench\",";

    @Override
    public String target() {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public List<String> headers() {
        return List.of();
    }

    @Override
    public Step opened(Optional<String> protocol) {
        return LISTEN;
    }

    @Override
    public Step hears(String message) {
        if (message.equals("2")) {
            return new Step.Say("3");
        } else if (message.startsWith("0")) {
            return new Step.Say("40{\"token\":\"" + token + "\"}");
        } else if (message.startsWith("44")) {
            throw new IllegalStateException("refused: " + message);
        } else if (message.startsWith("40")) {
            return room.<Step>map(name -> new Step.Say("42[\"join\",\"" + name + "\"]"))
                    .orElse(IN);
        }
        return message.startsWith("42[\"joined\"") ? IN : LISTEN;
    }

    @Override
    public long order(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        return Words.json(text.substring(EVENT.length(), text.length() - 1))
                .getJsonNumber("seq")
                .longValue();
    }
}
