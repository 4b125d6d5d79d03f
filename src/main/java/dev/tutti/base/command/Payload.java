package dev.tutti.base.command;

import dev.tutti.base.json.JsonText;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** What a client sent with a command, read member by member. What it does not name is ignored, as over REST. */
public record Payload(JsonObject sent) {
    /** @throws Problem.Invalid when the member is missing or no UUID */
    public UUID uuid(String member) {
        if (sent.get(member) instanceof JsonString text) {
            try {
                UUID id = UUID.fromString(text.getString());
                // The parser takes fewer digits too, and makes another id of them.
                if (id.toString().equalsIgnoreCase(text.getString())) {
                    return id;
                }
            } catch (IllegalArgumentException malformed) {
                // answered below, like every other value that is no id
            }
        }
        throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, member, "must be the id (a UUID) of a " + noun(member));
    }

    /** @throws Problem.Invalid when the member is missing or no text */
    public String text(String member) {
        return optionalText(member)
                .orElseThrow(() -> Problem.Invalid.field(ErrorCode.BAD_REQUEST, member, "must be given."));
    }

    /** @throws Problem.Invalid when the member is there and no text */
    public Optional<String> optionalText(String member) {
        JsonValue value = sent.getOrDefault(member, JsonValue.NULL);
        if (value instanceof JsonString text) {
            return Optional.of(text.getString());
        }
        if (value.equals(JsonValue.NULL)) {
            return Optional.empty();
        }
        throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, member, "must be a text.");
    }

    /** @throws Problem.Invalid when the member is missing or neither {@code true} nor {@code false} */
    public boolean truth(String member) {
        JsonValue value = sent.getOrDefault(member, JsonValue.NULL);
        if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, member, "must be true or false.");
        }
        return value.equals(JsonValue.TRUE);
    }

    /**
     * @return all of it, as the body of the same request over REST would be read
     * @throws Problem.Invalid when it does not fit the type
     */
    public <T> T as(Class<T> type) {
        return JsonText.read(sent.toString(), type);
    }

    private static String noun(String member) {
        return member.endsWith("Id") ? member.substring(0, member.length() - 2) : member;
    }
}
