package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import java.util.function.ToIntFunction;

/** What a connection counts as: each kind has its own limit for a person. */
public enum Seat {
    SOCKET(Settings.Door::connectionsPerUser, true),
    STREAM(Settings.Door::streamsPerUser, true),
    POLL(Settings.Door::pollsPerUser, false);

    private final ToIntFunction<Settings.Door> limit;
    private final boolean lasting;

    Seat(ToIntFunction<Settings.Door> limit, boolean lasting) {
        this.limit = limit;
        this.lasting = lasting;
    }

    int limit(Settings.Door door) {
        return limit.applyAsInt(door);
    }

    /** @return whether it may be held by a client that is gone without our knowing; others end soon by themselves */
    boolean isLasting() {
        return lasting;
    }
}
