package dev.tutti.live.room;

import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.Claims;
import dev.tutti.live.bus.Ear;
import dev.tutti.live.bus.NodeId;
import dev.tutti.live.bus.Topic;
import dev.tutti.live.hub.Whisper;
import dev.tutti.live.hub.Whispered;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The rooms as they are on other nodes: who is in them there, and what is said in them. */
final class OtherNodes {
    private final Bus bus;
    private final Rooms rooms;
    private final Claims<Occupancy> claims;
    /** Those of whom the people here have been told; a value is touched in its workspace's turn only. */
    private final Map<StreamId, Map<Occupant, List<RoomName>>> told = new ConcurrentHashMap<>();

    OtherNodes(Bus bus, Rooms rooms, LongSupplier nanos) {
        this.bus = bus;
        this.rooms = rooms;
        claims = new Claims<>(bus, Topic.ROOMS, new Occupancy.Form(), nanos);
        claims.whenChanged(rooms::reconcile);
        bus.listen(Topic.ROOM_WHISPER, this::hearWhisper);
        bus.listen(Topic.RELAY, new Bytes());
    }

    boolean isEmpty() {
        return bus.state() == Bus.State.ALONE;
    }

    void beat() {
        claims.beat();
    }

    /** Says who is in the rooms here. */
    void tell(StreamId workspace, Occupancy here) {
        claims.tell(workspace, here);
    }

    /** @return those in a room elsewhere of whom the people here know */
    List<Occupant> in(Place place) {
        List<Occupant> there = new ArrayList<>();
        told.getOrDefault(place.workspace(), Map.of()).forEach((occupant, places) -> {
            if (places.contains(place.room())) {
                there.add(occupant);
            }
        });
        return there;
    }

    void whisper(Place place, Whisper whisper, Author by) {
        if (isEmpty()) {
            return;
        }
        byte[] room = place.room().text().getBytes(StandardCharsets.UTF_8);
        byte[] said = new Whispered(whisper, by).bytes();
        bus.say(
                place.workspace(),
                Topic.ROOM_WHISPER,
                ByteBuffer.allocate(1 + room.length + said.length)
                        .put((byte) room.length)
                        .put(room)
                        .put(said)
                        .array());
    }

    void relay(Place place, byte[] message) {
        bus.say(place.workspace(), Topic.RELAY, message);
    }

    /** Tells the people here what has changed elsewhere. In the workspace's turn. */
    void reconcile(StreamId workspace) {
        Map<Occupant, List<RoomName>> now = new LinkedHashMap<>();
        claims.elsewhere(workspace).forEach(node -> node.rooms()
                .forEach((room, occupants) -> occupants.forEach(one ->
                        now.computeIfAbsent(one, first -> new ArrayList<>()).add(room))));
        Map<Occupant, List<RoomName>> before = now.isEmpty() ? told.remove(workspace) : told.put(workspace, now);
        announce(workspace, before == null ? Map.of() : before, now, "room:left");
        announce(workspace, now, before == null ? Map.of() : before, "room:joined");
    }

    /** What is among these and was not among those. */
    private void announce(
            StreamId workspace, Map<Occupant, List<RoomName>> these, Map<Occupant, List<RoomName>> those, String what) {
        these.forEach((occupant, names) -> names.stream()
                .filter(name -> !those.getOrDefault(occupant, List.of()).contains(name))
                .forEach(name -> rooms.announce(new Place(workspace, name), occupant, what)));
    }

    private void hearWhisper(StreamId workspace, NodeId from, byte[] said) {
        ByteBuffer in = ByteBuffer.wrap(said);
        byte[] room = new byte[Byte.toUnsignedInt(in.get())];
        in.get(room);
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        Whispered whispered = Whispered.read(rest);
        Place place = new Place(workspace, new RoomName(new String(room, StandardCharsets.UTF_8)));
        rooms.whisperHere(place, whispered.whisper(), whispered.by());
    }

    private final class Bytes implements Ear {
        @Override
        public void hear(StreamId workspace, NodeId from, byte[] said) {
            Place place = BinaryFrame.read(said).place();
            if (place.workspace().equals(workspace)) {
                rooms.relayHere(place, said);
            }
        }

        /** Before it began, or began again, something may have been passed on there. */
        @Override
        public void begin(StreamId workspace) {
            rooms.missHere(workspace);
        }

        @Override
        public void missed(StreamId workspace, NodeId from) {
            rooms.missHere(workspace);
        }
    }
}
