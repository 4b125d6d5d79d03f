package dev.tutti.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a journal: where it stands, what happened, who caused it, and when. The order of entries is that of
 * their positions, never of their times.
 */
public record Entry(StreamId stream, Position position, Happening what, Author who, Instant when) {
    /**
     * What happened, as it is kept and as it is sent.
     *
     * @param type the event's type, for example {@code task:created}
     * @param payload the event's payload: a JSON object, already encoded
     * @param revokes whose access ends here
     */
    public record Happening(String type, String payload, Optional<Revocation> revokes) {}

    public long seq() {
        return position.seq();
    }
}
