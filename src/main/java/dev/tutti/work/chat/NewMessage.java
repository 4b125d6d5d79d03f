package dev.tutti.work.chat;

import dev.tutti.base.problem.ClientId;
import dev.tutti.base.problem.CodePoints;
import dev.tutti.work.talk.NewText;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as it is sent.
 *
 * @param id brought by the client, if it likes
 * @param text 1 to 10,000 code points
 * @param room the conversation, by a name of 1 to 100 code points; the main one by default
 * @param replyTo the message of the same conversation that it answers
 */
public record NewMessage(
        Optional<@ClientId UUID> id,

        @NotNull(message = "must be given") @CodePoints(min = 1, max = NewText.MAX_TEXT)
        String text,

        Optional<String> room,
        Optional<UUID> replyTo) {
    public NewMessage {
        id = id == null ? Optional.empty() : id;
        room = room == null ? Optional.empty() : room;
        replyTo = replyTo == null ? Optional.empty() : replyTo;
    }
}
