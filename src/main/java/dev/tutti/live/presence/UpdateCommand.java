package dev.tutti.live.presence;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** {@code presence:update}: whether somebody is at it. */
@ApplicationScoped
class UpdateCommand implements Command {
    @Inject
    Presence presence;

    @Override
    public String type() {
        return "presence:update";
    }

    @Override
    public boolean isFleeting() {
        return true;
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject sent) {
        Payload payload = new Payload(sent);
        StreamId workspace = StreamId.workspace(payload.uuid("workspaceId"));
        Present.State state = Present.State.of(payload.text("state"))
                .orElseThrow(
                        () -> Problem.Invalid.field(ErrorCode.BAD_VALUE, "state", "must be \"active\" or \"away\""));
        presence.update(caller, workspace, state);
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
