package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.StreamId;
import java.util.Optional;

/**
 * Is told who comes to follow a journal on this node and who goes. A room that wants to know makes one an
 * {@code @ApplicationScoped} bean. All of it is called in the journal's turn, so that what is said of one journal is said
 * one at a time and in order; none of it may wait. Those who come for a single page are not spoken of.
 */
public interface Attendance {
    /** Somebody follows, and has not been told so yet. */
    default void arrived(Follower follower) {}

    /** Somebody hears from now on what is told: they have been greeted, or have caught up after they were not told. */
    default void hears(Follower follower) {}

    /** Somebody follows no more; told also of those who had not quite arrived, and perhaps twice. */
    default void left(Follower follower, Departure how) {}

    /**
     * An entry has ended the access of somebody, or of everybody. Of those who still followed it is told that they left;
     * this is about those who were expected back.
     */
    default void revoked(StreamId stream, Optional<UserId> person) {}

    /** @return how many people it takes to be there; 0 where it does not count them */
    default int online(StreamId stream) {
        return 0;
    }
}
