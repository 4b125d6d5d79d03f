package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Limit;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** What a connection counts as: each kind has its own limit for a person. */
public enum Seat {
    SOCKET("websocket", Settings.Door::connectionsPerUser, Limit.CONNECTIONS_PER_USER, true),
    STREAM("stream", Settings.Door::streamsPerUser, Limit.STREAMS_PER_USER, true),
    POLL("poll", Settings.Door::pollsPerUser, Limit.POLLS_PER_USER, false);

    /**
     * How long one that does not last has its seat for itself. Then a newer one of its person may take it: a client that is
     * cut off comes back at once, and one server knows of nobody's end who waits for an answer.
     */
    public static final Duration TURN = Duration.ofSeconds(2);

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

    /** The limit struck: somebody was refused, or had to go. */
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
