package dev.tutti.bench.server;

import dev.tutti.bench.load.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How one gets in at a server that knows rooms and nothing else. */
record PlainScript(String token, Optional<String> room) implements Script {
    @Override
    public String target() {
        return "/ws";
    }

    @Override
    public List<String> headers() {
        return List.of("Authorization: Bearer " + token);
    }

    @Override
    public Step opened(Optional<String> protocol) {
        return room.<Step>map(name -> new Step.Say("{\"join\":\"" + name + "\"}"))
                .orElse(IN);
    }

    @Override
    public Step hears(String message) {
        return message.contains("\"joined\"") ? IN : LISTEN;
    }

    @Override
    public long order(byte[] event) {
        return Words.json(new String(event, StandardCharsets.UTF_8))
                .getJsonNumber("seq")
                .longValue();
    }
}
