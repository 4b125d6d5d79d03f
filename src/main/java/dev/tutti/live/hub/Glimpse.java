package dev.tutti.live.hub;

import dev.tutti.base.identity.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One connection as it was at a moment, for those who watch the server: how far it is, and never what it was told.
 *
 * @param transport what kind of connection it is
 * @param since when it began
 * @param queuedFrames how many frames wait to be sent
 * @param last what was handed to the transport last
 * @param lag how many entries it is behind, in the journal in which it is most
 * @param follows how many journals it follows
 * @param journals those of them in which it is most behind
 */
public record Glimpse(
        UUID id,
        Person user,
        UUID signInId,
        String transport,
        Instant since,
        int queuedFrames,
        int queuedBytes,
        Optional<Sent> last,
        long lag,
        int follows,
        List<Followed> journals) {
    /** Of how many journals it is told how far the connection is. */
    static final int JOURNALS = 10;

    /** Whose connection it is. */
    public record Person(UUID id, String name) {
        static Person of(Caller caller) {
            return new Person(caller.id().value(), caller.name());
        }
    }

    /** The type of a frame, and when it went out. */
    public record Sent(String type, Instant at) {}

    /**
     * How far the connection is in a journal.
     *
     * @param kind whose journal it is, as it travels
     * @param seq the number of the last entry that it has, or that waits for it
     */
    public record Followed(String kind, UUID id, long seq, long lag) {}
}
