package dev.tutti.live.signal;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import dev.tutti.live.room.RoomName;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * Something that an application has to say to the others there: where somebody's cursor is, what they have selected.
 *
 * @param room only those in it hear the signal; everybody in the workspace, where there is none
 * @param name what kind of signal it is, to the application
 * @param data whatever the application likes
 */
record Signal(Author by, StreamId workspace, Optional<RoomName> room, String name, JsonValue data) {
    /** What a newer signal takes the place of an older one by. */
    record Key(UserId person, StreamId workspace, Optional<RoomName> room, String name) {}

    Key key() {
        return new Key(by.id(), workspace, room, name);
    }

    /** @return the person and the name in a text, in which neither can be taken for the other */
    String outboxKey() {
        return "signal " + by.id() + " " + name;
    }

    /** @return how it is told */
    JsonObjectBuilder payload() {
        JsonObjectBuilder payload = JsonText.object();
        room.ifPresent(it -> payload.add("room", it.text()));
        payload.add("name", name)
                .add("data", data)
                .add("user", JsonText.object().add("id", by.id().toString()).add("name", by.name()));
        by.echo().connection().ifPresent(connection -> payload.add("connectionId", connection.toString()));
        return payload;
    }
}
