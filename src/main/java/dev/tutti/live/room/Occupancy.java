package dev.tutti.live.room;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.json.StrictJson;
import dev.tutti.live.bus.Claims;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who is in which room of one workspace, on one node; a value. */
record Occupancy(Map<RoomName, List<Occupant>> rooms) {
    Occupancy {
        rooms = Map.copyOf(rooms);
    }

    /** Room by room, the connections and whose they are. */
    static final class Form implements Claims.Form<Occupancy> {
        @Override
        public byte[] write(Occupancy here) {
            JsonObjectBuilder json = JsonText.object();
            here.rooms().forEach((room, occupants) -> {
                JsonArrayBuilder list = JsonText.array();
                occupants.forEach(one ->
                        list.add(one.user().toString()).add(one.connection().toString()));
                json.add(room.text(), list);
            });
            return json.build().toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Occupancy read(byte[] bytes) {
            Map<RoomName, List<Occupant>> rooms = new LinkedHashMap<>();
            StrictJson.object(new String(bytes, StandardCharsets.UTF_8)).forEach((room, list) -> {
                List<JsonString> ids = list.asJsonArray().getValuesAs(JsonString.class);
                List<Occupant> occupants = new ArrayList<>();
                for (int i = 0; i + 1 < ids.size(); i += 2) {
                    occupants.add(new Occupant(
                            new UserId(UUID.fromString(ids.get(i).getString())),
                            UUID.fromString(ids.get(i + 1).getString())));
                }
                rooms.put(new RoomName(room), List.copyOf(occupants));
            });
            return new Occupancy(rooms);
        }

        @Override
        public boolean isEmpty(Occupancy here) {
            return here.rooms().isEmpty();
        }
    }
}
