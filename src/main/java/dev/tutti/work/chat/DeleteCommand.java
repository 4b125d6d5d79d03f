package dev.tutti.work.chat;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.UUID;

/** {@code chat:delete}: takes a message's text away. */
@ApplicationScoped
class DeleteCommand implements Command {
    @Inject
    Messages messages;

    @Override
    public String type() {
        return "chat:delete";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        Payload sent = new Payload(payload);
        UUID workspace = sent.uuid("workspaceId");
        messages.delete(caller, new MessageId(workspace, sent.uuid("messageId")), IfMatch.ANY);
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
