package dev.tutti.work.notification;

import dev.tutti.base.command.Command;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;

/** {@code notification:read}, for clients that are connected anyway. */
@ApplicationScoped
class ReadCommand implements Command {
    @Inject
    Notifications notifications;

    @Override
    public String type() {
        return "notification:read";
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject payload) {
        ReadState state = notifications.read(caller, ReadUpTo.parse(payload)).value();
        return JsonText.object()
                .add("upTo", state.upTo())
                .add("unread", state.unread())
                .build();
    }
}
