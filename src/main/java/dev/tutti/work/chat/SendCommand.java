package dev.tutti.work.chat;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.UUID;

/** {@code chat:send}: says something; the reply is the message. */
@ApplicationScoped
class SendCommand implements Command {
    @Inject
    Messages messages;

    @Override
    public String type() {
        return "chat:send";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        Payload sent = new Payload(payload);
        UUID workspace = sent.uuid("workspaceId");
        return JsonText.json(
                messages.send(caller, workspace, sent.as(NewMessage.class)).value());
    }
}
