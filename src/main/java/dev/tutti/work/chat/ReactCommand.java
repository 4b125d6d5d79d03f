package dev.tutti.work.chat;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import dev.tutti.work.talk.Emoji;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.UUID;

/** {@code chat:react}: reacts to a message, or does so no more; the reply is the message. */
@ApplicationScoped
class ReactCommand implements Command {
    @Inject
    Messages messages;

    @Override
    public String type() {
        return "chat:react";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        Payload sent = new Payload(payload);
        UUID workspace = sent.uuid("workspaceId");
        MessageId message = new MessageId(workspace, sent.uuid("messageId"));
        Emoji emoji = new Emoji(sent.text("emoji"));
        return JsonText.json(
                messages.react(caller, message, emoji, sent.truth("on")).value());
    }
}
