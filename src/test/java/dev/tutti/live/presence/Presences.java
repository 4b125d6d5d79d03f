package dev.tutti.live.presence;

import dev.tutti.base.command.Command;
import dev.tutti.live.hub.Gatekeeper;
import dev.tutti.live.hub.Studio;

/** The real thing without a container. */
public final class Presences {
    private Presences() {}

    public static Presence presence(Studio studio, Gatekeeper gatekeeper) {
        Presence presence = new Presence();
        presence.hub = studio.hub;
        presence.gatekeeper = gatekeeper;
        presence.registry = studio.registry;
        presence.frames = new PresenceFrames();
        presence.frames.frames = studio.frames;
        NeighboursOnBus neighbours = new NeighboursOnBus();
        neighbours.bus = studio.bus;
        neighbours.registry = studio.registry;
        neighbours.nanos = studio::nanos;
        neighbours.begin();
        presence.neighbours = neighbours;
        presence.settings = studio.settings;
        presence.clock = studio.clock;
        presence.listenToNeighbours();
        studio.attends(presence);
        return presence;
    }

    public static Command update(Presence presence) {
        UpdateCommand update = new UpdateCommand();
        update.presence = presence;
        return update;
    }
}
