package dev.tutti.work.chat;

import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a conversation. A room is nothing but its name, and is there from its first message on.
 *
 * @param room empty for the workspace's main conversation
 */
public record Conversation(UUID workspace, Optional<String> room) {
    private static final int MOST = 100;

    /** @throws Problem.Invalid when it is no name of 1 to {@value #MOST} code points in one line */
    public Conversation {
        room.ifPresent(Conversation::check);
    }

    /** @param room null for the main conversation, as a request has it */
    public static Conversation of(UUID workspace, String room) {
        return new Conversation(workspace, Optional.ofNullable(room));
    }

    /** @return the room's name as it is kept */
    String key() {
        return room.orElse("");
    }

    static Optional<String> room(String key) {
        return Optional.of(key).filter(name -> !name.isEmpty());
    }

    /** @return a name for lists of it, in the few letters that a cursor takes */
    String list() {
        return "messages:" + workspace + ":" + UUID.nameUUIDFromBytes(key().getBytes(StandardCharsets.UTF_8));
    }

    private static void check(String name) {
        StrictJson.cleanText(name);
        boolean oneLine = name.matches(".*") && name.codePoints().noneMatch(Character::isISOControl);
        if (name.isBlank() || name.codePointCount(0, name.length()) > MOST || !oneLine) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST, "room", "must have 1 to " + MOST + " characters in one line.");
        }
    }
}
