package dev.tutti.work.chat;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.UUID;

/** {@code chat:read}: marks a conversation as read; the reply is how far it is. */
@ApplicationScoped
class ReadCommand implements Command {
    @Inject
    Conversations conversations;

    @Override
    public String type() {
        return "chat:read";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        Payload sent = new Payload(payload);
        UUID workspace = sent.uuid("workspaceId");
        return JsonText.json(
                ReadUpTo.in(workspace, payload).by(caller, conversations).value());
    }
}
