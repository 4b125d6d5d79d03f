package dev.tutti.live.protocol;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Everything that the server says, in the envelope of PROTOCOL.md, section 1. */
public final class Frames {
    private final Clock clock;

    /** @param clock tells the time in {@code ts}, which is for people: order is {@code seq}, never time */
    public Frames(Clock clock) {
        this.clock = clock;
    }

    /** @return an entry as its followers hear it, inside a workspace or an inbox */
    public ServerFrame event(Entry entry) {
        StringBuilder text = new StringBuilder(entry.what().payload().length() + 300)
                .append("{\"type\":")
                .append(JsonText.quoted(entry.what().type()))
                // already JSON: encoded when the entry was written
                .append(",\"payload\":")
                .append(entry.what().payload())
                .append(",\"ts\":")
                .append(entry.when().toEpochMilli())
                .append(
                        entry.stream().kind() == StreamId.Kind.INBOX
                                ? ",\"inbox\":true"
                                : ",\"workspaceId\":\"" + entry.stream().id() + '"')
                .append(",\"seq\":")
                .append(entry.seq())
                .append(",\"mark\":\"")
                .append(entry.position().mark().orElseThrow())
                .append('"');
        if (entry.who().isSomebody()) {
            text.append(",\"actor\":{\"id\":\"")
                    .append(entry.who().id())
                    .append("\",\"name\":")
                    .append(JsonText.quoted(entry.who().name()))
                    .append(entry.who().isIntegration() ? ",\"integration\":true}" : "}");
        }
        entry.who().echo().mutationId().ifPresent(id -> text.append(",\"mutationId\":")
                .append(JsonText.quoted(id)));
        return new ServerFrame(entry.what().type(), text.append('}').toString()).of(entry);
    }

    /** @return what the connection that caused an entry hears in its place, so that it has no echo and no hole */
    public ServerFrame skip(Entry entry) {
        JsonObjectBuilder payload = about(entry.stream())
                .add("to", entry.seq())
                .add("mark", entry.position().mark().orElseThrow().toString());
        entry.who().echo().mutationId().ifPresent(id -> payload.add("mutationId", id));
        return frame("skip", payload).of(entry);
    }

    /** @return the first frame of a connection that asks for more later */
    public ServerFrame connected(UserId user, UUID connection, Position inbox, Terms terms) {
        return frame("connected", welcome(user, connection, inbox, terms));
    }

    /** @return the first frame of a connection that follows from the start all that it ever will, its inbox first */
    public ServerFrame connected(UserId user, UUID connection, List<Joined> journals, Terms terms) {
        JsonArrayBuilder list = JsonText.array();
        journals.forEach(joined -> list.add(joined(joined)));
        return frame(
                "connected",
                welcome(user, connection, journals.get(0).position(), terms).add("journals", list));
    }

    private static JsonObjectBuilder welcome(UserId user, UUID connection, Position inbox, Terms terms) {
        return JsonText.object()
                .add("userId", user.toString())
                .add("connectionId", connection.toString())
                .add("protocol", "tutti.v1")
                .add("heartbeatMs", terms.heartbeat().toMillis())
                .add(
                        "limits",
                        JsonText.object()
                                .add("frameBytes", terms.frameBytes())
                                .add("joins", terms.joins())
                                .add("framesPerSecond", terms.framesPerSecond()))
                .add("inbox", position(inbox))
                .add("reconnect", JsonText.object().add("minMs", 1_000).add("maxMs", 30_000));
    }

    /**
     * What a connection may expect and is expected to keep to.
     *
     * @param heartbeat how often the server pings
     */
    public record Terms(Duration heartbeat, int frameBytes, int joins, int framesPerSecond) {}

    public static JsonObjectBuilder position(Position position) {
        JsonObjectBuilder json =
                JsonText.object().add("epoch", position.epoch()).add("seq", position.seq());
        position.mark().ifPresentOrElse(mark -> json.add("mark", mark.toString()), () -> json.addNull("mark"));
        return json;
    }

    public ServerFrame reply(JsonValue id, JsonObject data) {
        return reply(JsonText.object()
                .add("type", "reply")
                .add("id", id)
                .add("success", true)
                .add("data", data));
    }

    /** @return the refusal of a message: a reply where it had an id, an error frame where not */
    public ServerFrame refusal(Optional<JsonValue> id, Problem problem) {
        Count.REFUSALS.up("frame", problem.code().wire());
        JsonObjectBuilder error = error(problem.code(), problem.getMessage());
        problem.retryAfter().ifPresent(wait -> error.add("retryAfterMs", wait.toMillis()));
        return refusal(id, error);
    }

    /** @return the answer to a message whose handling failed through a fault of ours */
    public ServerFrame fault(Optional<JsonValue> id, String errorId) {
        Count.REFUSALS.up("frame", ErrorCode.INTERNAL.wire());
        return refusal(
                id,
                error(ErrorCode.INTERNAL, "Something went wrong on the server; its log says more.")
                        .add("errorId", errorId));
    }

    /** @return an error that no message of the client caused, such as a credential that was not accepted */
    public ServerFrame warning(ErrorCode code, String message) {
        Count.REFUSALS.up("frame", code.wire());
        return frame("error", error(code, message));
    }

    /** @return the last word before a close for too much of something: what it was, and when to come back */
    public ServerFrame farewell(CloseCode close, String message) {
        return farewell(new Problem.NotNow(ErrorCode.RATE_LIMITED, message, close.absence()));
    }

    /** @return the same, where it is known when one may come back */
    public ServerFrame farewell(Problem.NotNow why) {
        return refusal(Optional.empty(), why);
    }

    public ServerFrame pong() {
        return frame("pong", JsonText.object().add("timestamp", clock.millis()));
    }

    /**
     * @param about beside the workspace's id
     * @return something that is told to those in a workspace and is not in its journal
     */
    public ServerFrame notice(String type, UUID workspace, JsonObjectBuilder about) {
        return frame(type, about(StreamId.workspace(workspace)).addAll(about));
    }

    public ServerFrame typing(UUID workspace, UUID task, UserId user, String name) {
        return frame(
                "task:typing",
                about(StreamId.workspace(workspace))
                        .add("taskId", task.toString())
                        .add(
                                "user",
                                JsonText.object().add("id", user.toString()).add("name", name)));
    }

    /** @return the last word on a workspace to somebody who may no longer see it */
    public ServerFrame accessRevoked(StreamId stream) {
        return frame("access:revoked", about(stream));
    }

    /** @return the order to forget what was loaded and to load it anew */
    public ServerFrame reset(StreamId stream, Gap gap) {
        return frame("reset", about(stream).add("reason", gap.wire()));
    }

    public ServerFrame shutdown(Duration reconnectAfter) {
        return frame("shutdown", JsonText.object().add("reconnectAfterMs", reconnectAfter.toMillis()));
    }

    /** @return the warning that the connection's token is about to end */
    public ServerFrame expiring(Instant at) {
        return frame("auth:expiring", JsonText.object().add("at", at.toEpochMilli()));
    }

    /** @return where the journals that a client follows end, so that it can notice by itself that it is behind */
    public ServerFrame heartbeat(Map<StreamId, Position> heads) {
        JsonArrayBuilder list = JsonText.array();
        heads.forEach((stream, head) ->
                list.add(about(stream).add("epoch", head.epoch()).add("seq", head.seq())));
        return frame("heartbeat", JsonText.object().add("heads", list));
    }

    /** @return the answer to somebody who asked to follow a journal */
    public ServerFrame joined(JsonValue id, Joined joined) {
        return reply(id, joined(joined).build());
    }

    private static JsonObjectBuilder joined(Joined joined) {
        JsonObjectBuilder json = about(joined.stream())
                .addAll(position(joined.position()))
                .add("recovered", joined.recovered())
                .add("online", joined.online());
        joined.gap().ifPresent(gap -> json.add("reason", gap.wire()));
        return json;
    }

    private ServerFrame refusal(Optional<JsonValue> id, JsonObjectBuilder error) {
        return id.map(known -> reply(JsonText.object()
                        .add("type", "reply")
                        .add("id", known)
                        .add("success", false)
                        .add("error", error)))
                .orElseGet(() -> frame("error", error));
    }

    private ServerFrame reply(JsonObjectBuilder reply) {
        return stamped("reply", reply);
    }

    private ServerFrame frame(String type, JsonObjectBuilder payload) {
        return stamped(type, JsonText.object().add("type", type).add("payload", payload));
    }

    private ServerFrame stamped(String type, JsonObjectBuilder envelope) {
        return new ServerFrame(type, envelope.add("ts", clock.millis()).build().toString());
    }

    private static JsonObjectBuilder error(ErrorCode code, String message) {
        return JsonText.object().add("code", code.wire()).add("message", message);
    }

    private static JsonObjectBuilder about(StreamId stream) {
        JsonObjectBuilder payload = JsonText.object();
        return stream.kind() == StreamId.Kind.INBOX
                ? payload.add("inbox", true)
                : payload.add("workspaceId", stream.id().toString());
    }
}
