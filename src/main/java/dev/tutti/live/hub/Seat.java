package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import java.util.function.ToIntFunction;

/** What a connection counts as: each kind has its own limit for a person. */
public enum Seat {
    SOCKET("websocket", Settings.Door::connectionsPerUser, Limit.CONNECTIONS_PER_USER, true),
    STREAM("stream", Settings.Door::streamsPerUser, Limit.STREAMS_PER_USER, true),
    POLL("poll", Settings.Door::pollsPerUser, Limit.POLLS_PER_USER, false);

    private final ToIntFunction<Settings.Door> limit;
    private final Limit refusals;
    private final String word;
    private final boolean lasting;

    Seat(String word, ToIntFunction<Settings.Door> limit, Limit refusals, boolean lasting) {
        this.word = word;
        this.limit = limit;
        this.refusals = refusals;
        this.lasting = lasting;
    }

    int limit(Settings.Door door) {
        return limit.applyAsInt(door);
    }

    /** The limit struck: somebody was refused. */
    void struck() {
        refusals.struck();
    }

    /** @return what it is called where it is counted */
    public String word() {
        return word;
    }

    /** @return whether it may be held by a client that is gone without our knowing; others end soon by themselves */
    public boolean isLasting() {
        return lasting;
    }
}
