package dev.tutti.bench.server;

import dev.tutti.bench.load.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How one gets in at Tutti.
 *
 * @param workspace which is followed; empty for those who only look in
 * @param position from which on it is followed
 */
public record TuttiScript(String token, Optional<String> workspace, Road road, Optional<String> position)
        implements Script {
    static final String ROOM = "bench";

    static TuttiScript visits(String token) {
        return new TuttiScript(token, Optional.empty(), Road.EVENT, Optional.empty());
    }

    static TuttiScript follows(Workspace workspace, int seat, Road road) {
        return new TuttiScript(workspace.person(seat).token(), Optional.of(workspace.id()), road, Optional.empty());
    }

    /** @return one who comes back */
    public static TuttiScript resumes(Workspace workspace, int seat, String position) {
        return new TuttiScript(
                workspace.person(seat).token(), Optional.of(workspace.id()), Road.EVENT, Optional.of(position));
    }

    @Override
    public String target() {
        return "/ws";
    }

    @Override
    public List<String> headers() {
        return List.of(
                "Authorization: Bearer " + token,
                "Sec-WebSocket-Protocol: " + (hasLines() ? Road.LINES_PROTOCOL + ", " : "") + Road.PROTOCOL);
    }

    @Override
    public Step opened(Optional<String> protocol) {
        return LISTEN;
    }

    @Override
    public Step hears(String message) {
        if (message.startsWith("{\"type\":\"connected\"")) {
            return workspace.isEmpty() ? IN : says("j", "workspace:join", from());
        } else if (message.startsWith("{\"type\":\"reply\"")) {
            return answered(message);
        } else if (message.startsWith("{\"type\":\"error\"") || message.startsWith("{\"type\":\"reset\"")) {
            throw new IllegalStateException(message);
        }
        return LISTEN;
    }

    private String from() {
        return position.map(at -> ",\"position\":\"" + at + "\"").orElse("");
    }

    private Step answered(String reply) {
        if (!reply.contains("\"success\":true") || position.isPresent() && !reply.contains("\"recovered\":true")) {
            throw new IllegalStateException(reply);
        }
        return road.isRelayed() && reply.contains("\"id\":\"j\"")
                ? says("r", "room:join", ",\"room\":\"" + ROOM + "\"")
                : IN;
    }

    private Step says(String id, String type, String more) {
        return new Step.Say("{\"id\":\"%s\",\"type\":\"%s\",\"payload\":{\"workspaceId\":\"%s\"%s}}"
                .formatted(id, type, workspace.orElseThrow(), more));
    }

    @Override
    public boolean hasLines() {
        return road == Road.LINES;
    }

    @Override
    public long order(byte[] event) {
        return road.isRelayed()
                ? Long.parseLong(new String(event, StandardCharsets.ISO_8859_1).split("n=0x")[1].substring(0, 8), 16)
                : Words.json(new String(event, StandardCharsets.UTF_8))
                        .getJsonNumber("seq")
                        .longValue();
    }
}
