package dev.tutti.live.protocol;

import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.UUID;

/**
 * One message from a client. Members that it does not know are ignored, so that newer clients can talk to older
 * servers.
 *
 * @param id what the client calls the message; its reply carries the same
 * @param type what the client wants, for example {@code workspace:join}
 * @param payload what it wants it for; empty when the client sent none
 * @param mutationId by which the client sends the same again without its being done twice
 */
public record ClientFrame(Optional<JsonValue> id, String type, JsonObject payload, Optional<String> mutationId) {
    private static final String KEY = "mutationId";

    private static final int MAX_NAME = 64;

    /** @throws Problem.Invalid when the object is not a frame */
    public static ClientFrame read(JsonObject frame) {
        if (!(frame.get("type") instanceof JsonString type)
                || type.getString().isEmpty()
                || type.getString().length() > MAX_NAME) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "type", "must be a text of 1 to 64 characters");
        }
        JsonValue payload = frame.getOrDefault("payload", JsonValue.EMPTY_JSON_OBJECT);
        if (!(payload instanceof JsonObject object)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "payload", "must be an object");
        }
        return new ClientFrame(id(frame), type.getString(), object, mutationId(frame, object));
    }

    /** @return the id of a message that may otherwise be wrong, so that even its refusal can be paired */
    public static Optional<JsonValue> id(JsonObject frame) {
        JsonValue id = frame.get("id");
        if (id == null || id == JsonValue.NULL) {
            return Optional.empty();
        }
        boolean usable = id instanceof JsonString string && string.getString().length() <= MAX_NAME
                || id instanceof JsonNumber number && number.isIntegral();
        if (!usable) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST, "id", "must be a text of at most 64 characters, or a whole number");
        }
        return Optional.of(id);
    }

    /** @throws Problem.Invalid when the payload's member is missing or no UUID */
    public UUID uuid(String member) {
        return new Payload(payload).uuid(member);
    }

    /**
     * @return the position from which the client wants to go on, as an object or as text; empty when it named none
     * @throws Problem.Invalid when it is none that this server could have given
     */
    public Optional<Position> position() {
        JsonValue position = payload.getOrDefault("position", JsonValue.NULL);
        if (position == JsonValue.NULL) {
            return Optional.empty();
        }
        return Optional.of(Position.parse(position instanceof JsonObject object ? text(object) : text(position)));
    }

    /** @throws Problem.Invalid when the payload's member is missing or no text */
    public String text(String member) {
        return new Payload(payload).text(member);
    }

    private static String text(JsonObject position) {
        JsonValue mark = position.getOrDefault("mark", JsonValue.NULL);
        return text(position.getOrDefault("epoch", JsonValue.NULL))
                + ":"
                + text(position.getOrDefault("seq", JsonValue.NULL))
                + (mark == JsonValue.NULL ? "" : ":" + text(mark));
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    /** Beside the type, like the id, or in the payload. */
    private static Optional<String> mutationId(JsonObject frame, JsonObject payload) {
        JsonValue key = frame.getOrDefault(KEY, payload.getOrDefault(KEY, JsonValue.NULL));
        if (key == JsonValue.NULL) {
            return Optional.empty();
        }
        return Optional.of(Echo.checkedKey(KEY, key instanceof JsonString text ? text.getString() : ""));
    }
}
