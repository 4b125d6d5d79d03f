package dev.tutti.live.signal;

import dev.tutti.base.command.Command;
import dev.tutti.base.command.Payload;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import dev.tutti.live.room.RoomName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;

/** {@code signal}. */
@ApplicationScoped
class SignalCommand implements Command {
    @Inject
    Signals signals;

    @Inject
    Settings settings;

    @Override
    public String type() {
        return "signal";
    }

    @Override
    public boolean isFleeting() {
        return true;
    }

    @Override
    public JsonObject perform(Caller caller, JsonObject sent) {
        Payload payload = new Payload(sent);
        int most = settings.rooms().nameChars();
        StreamId workspace = StreamId.workspace(payload.uuid("workspaceId"));
        Optional<RoomName> room = payload.optionalText("room").map(text -> RoomName.parse("room", text, most));
        String name = RoomName.parse("name", payload.text("name"), most).text();
        JsonValue data = sent.getOrDefault("data", JsonValue.NULL);
        signals.pass(caller, new Signal(Author.of(caller), workspace, room, name, data));
        return JsonValue.EMPTY_JSON_OBJECT;
    }
}
