package dev.tutti.live.room;

import dev.tutti.base.json.JsonText;
import dev.tutti.journal.StreamId;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/** A room of a workspace. */
public record Place(StreamId workspace, RoomName room) {
    /** @return what whoever enters is told: who is in it, those who came first, first */
    public JsonObject with(List<Occupant> occupants) {
        JsonArrayBuilder list = JsonText.array();
        occupants.forEach(occupant -> list.add(JsonText.object()
                .add("userId", occupant.user().toString())
                .add("connectionId", occupant.connection().toString())));
        return JsonText.object()
                .add("workspaceId", workspace.id().toString())
                .add("room", room.text())
                .add("occupants", list)
                .build();
    }

    /** @return by what the frames of this room, and of no other of the workspace, are known in an outbox */
    String key() {
        // A name has no line end, so that none is the beginning of another.
        return "room\n" + room + "\n";
    }
}
