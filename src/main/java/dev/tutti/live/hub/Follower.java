package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.ServerFrame;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One connection that follows a journal, as those see it who tell it what is not in the journal. Only to be used in the
 * journal's turn ({@link Hub#turn}); what comes after it has gone reaches nobody.
 */
public interface Follower {
    StreamId stream();

    UserId user();

    UUID connection();

    /** @return whether it is told what is not in the journal: not before it was greeted, and not without right */
    boolean hears();

    /** @return whether it is the connection that the author's echo names */
    boolean isOf(Author author);

    /** Does something in the turn of its journal. The only thing that may be asked for outside of it. */
    void turn(Runnable work);

    /** @return whether there was room for it; what is told to one that does not hear counts as taken */
    boolean whisper(Whisper whisper);

    /**
     * Passes on what somebody relayed, after what came before. If there is no room for them, nothing more of the same key is passed on until
     * those before have been sent and the client has been told that it missed some.
     */
    void relay(Parcel parcel, Supplier<ServerFrame> missed);

    /** Tells, behind the bytes of this key that wait, that something was missed. */
    void miss(String key, Supplier<ServerFrame> missed);

    /** Takes back what waits to be sent under keys that begin so. */
    void forget(String keyPrefix);

    /**
     * Tells of a change in something that can also be told as a whole. One that is behind in the journal is not told, but
     * {@linkplain Attendance#hears spoken of} again as soon as it has caught up.
     *
     * @param whole told in place of the change when an earlier one still waits to be sent, so that none is missed
     */
    void update(String key, ServerFrame change, Supplier<ServerFrame> whole);
}
