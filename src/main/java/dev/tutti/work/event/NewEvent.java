package dev.tutti.work.event;

import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An event that is to be published.
 *
 * @param name behind {@code custom:} it is the event's type
 * @param payload any JSON object
 * @param to the only member who is to hear it; everybody, where there is none
 */
record NewEvent(String name, JsonObject payload, Optional<UserId> to) {
    /** Where a member's inbox is told from which workspace an event comes. */
    static final String WORKSPACE = "workspaceId";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*");
    private static final int NAME_CHARS = 64;
    private static final String TO = "to";

    /** @throws Problem.Invalid naming the field that cannot be */
    static NewEvent in(JsonObject sent) {
        return new NewEvent(name(new Payload(sent).text("name")), payload(sent), to(sent));
    }

    private static String name(String text) {
        if (text.length() > NAME_CHARS || !NAME.matcher(text).matches()) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST,
                    "name",
                    "must have 1 to " + NAME_CHARS + " small letters and digits, in words with a dot, a hyphen or an"
                            + " underscore between, such as build.failed");
        }
        return text;
    }

    private static JsonObject payload(JsonObject sent) {
        JsonValue value = sent.getOrDefault("payload", JsonValue.NULL);
        if (value.equals(JsonValue.NULL)) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (!(value instanceof JsonObject payload)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "payload", "must be an object");
        }
        if (payload.containsKey(WORKSPACE) && to(sent).isPresent()) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST, "payload", "must not name a workspaceId: the receiver is told the true one");
        }
        return payload;
    }

    private static Optional<UserId> to(JsonObject sent) {
        return sent.getOrDefault(TO, JsonValue.NULL).equals(JsonValue.NULL)
                ? Optional.empty()
                : Optional.of(new UserId(new Payload(sent).uuid(TO)));
    }
}
