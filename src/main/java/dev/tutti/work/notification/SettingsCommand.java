package dev.tutti.work.notification;

import dev.tutti.base.command.Command;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** {@code notification:settings}, for clients that are connected anyway. */
@ApplicationScoped
class SettingsCommand implements Command {
    @Inject
    Choices choices;

    @Override
    public String type() {
        return "notification:settings";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        // The one member of a payload that belongs to no command, and so is no kind.
        JsonObjectBuilder patch = JsonText.object();
        payload.forEach(patch::add);
        patch.remove("mutationId");
        return JsonText.json(choices.change(caller, patch.build()).value().shown());
    }
}
