package dev.tutti.live.signal;

import dev.tutti.base.command.Command;
import dev.tutti.live.hub.Gatekeeper;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.room.Rooms;
import java.util.List;

/** The real thing without a container. */
public final class Signalling {
    private Signalling() {}

    /** @return the commands that it offers */
    public static List<Command> commands(Studio studio, Gatekeeper gatekeeper, Rooms rooms) {
        return List.of(typing(studio, gatekeeper), signal(studio, gatekeeper, rooms));
    }

    private static Command typing(Studio studio, Gatekeeper gatekeeper) {
        TypingCommand typing = new TypingCommand();
        typing.typists = new Typists();
        typing.typists.hub = studio.hub;
        typing.typists.gatekeeper = gatekeeper;
        typing.typists.frames = studio.frames;
        typing.typists.settings = studio.settings;
        typing.typists.clock = studio.clock;
        return typing;
    }

    private static Command signal(Studio studio, Gatekeeper gatekeeper, Rooms rooms) {
        SignalCommand signal = new SignalCommand();
        signal.settings = studio.settings;
        signal.signals = new Signals();
        signal.signals.hub = studio.hub;
        signal.signals.rooms = rooms;
        signal.signals.gatekeeper = gatekeeper;
        signal.signals.registry = studio.registry;
        signal.signals.frames = studio.frames;
        signal.signals.settings = studio.settings;
        studio.attends(signal.signals);
        return signal;
    }
}
