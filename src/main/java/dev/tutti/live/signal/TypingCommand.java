package dev.tutti.live.signal;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** {@code task:typing}. */
@ApplicationScoped
class TypingCommand implements Command {
    @Inject
    Typists typists;

    @Override
    public String type() {
        return "task:typing";
    }

    @Override
    public boolean isFleeting() {
        return true;
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject sent) {
        Payload payload = new Payload(sent);
        typists.type(caller, payload.uuid("workspaceId"), payload.uuid("taskId"));
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
