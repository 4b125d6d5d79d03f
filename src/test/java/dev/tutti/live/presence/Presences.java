package dev.tutti.live.presence;

import dev.tutti.live.hub.Studio;

/** The real thing without a container. */
public final class Presences {
    private Presences() {}

    public static Typists typists(Studio studio) {
        Typists typists = new Typists();
        typists.hub = studio.hub;
        typists.frames = studio.frames;
        typists.settings = studio.settings;
        typists.clock = studio.clock;
        return typists;
    }
}
