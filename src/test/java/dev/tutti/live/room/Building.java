package dev.tutti.live.room;

import dev.tutti.live.hub.Studio;

/** The real rooms without a container. */
public final class Building {
    private Building() {}

    public static Rooms rooms(Studio studio) {
        Rooms rooms = new Rooms();
        rooms.hub = studio.hub;
        rooms.frames = studio.frames;
        rooms.settings = studio.settings;
        rooms.registry = studio.registry;
        rooms.bus = studio.bus;
        rooms.nanos = studio::nanos;
        rooms.listen();
        studio.attends(rooms);
        return rooms;
    }
}
