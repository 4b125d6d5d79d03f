package dev.tutti.work.chat;

import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.WholeNumber;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Written;
import jakarta.json.JsonObject;
import java.util.UUID;

/** How far somebody says that they have read a conversation, over HTTP and over the socket alike. */
record ReadUpTo(Conversation conversation, long upTo) {
    /** @throws Problem.Invalid when {@code upTo} is missing or no whole number, or the room is none */
    static ReadUpTo in(UUID workspace, JsonObject sent) {
        return new ReadUpTo(
                new Conversation(workspace, new Payload(sent).optionalText("room")),
                WholeNumber.in(sent, "upTo", "must be the number (seq) of a message."));
    }

    Written<ReadState> by(Caller caller, Conversations conversations) {
        return conversations.read(caller, conversation, upTo);
    }
}
