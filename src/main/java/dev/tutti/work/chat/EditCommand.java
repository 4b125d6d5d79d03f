package dev.tutti.work.chat;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.UUID;

/** {@code chat:edit}: changes the text of one's message; the reply is the message. */
@ApplicationScoped
class EditCommand implements Command {
    @Inject
    Messages messages;

    @Override
    public String type() {
        return "chat:edit";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        Payload sent = new Payload(payload);
        UUID workspace = sent.uuid("workspaceId");
        MessageId message = new MessageId(workspace, sent.uuid("messageId"));
        return JsonText.json(
                messages.edit(caller, message, IfMatch.ANY, payload).value());
    }
}
