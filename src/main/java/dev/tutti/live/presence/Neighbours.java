package dev.tutti.live.presence;

import dev.tutti.journal.StreamId;
import java.util.function.Consumer;

/**
 * Where nodes tell each other who is with them. Each tells only of its own people; the others' are added when the list is
 * told to clients. What a node said must be forgotten a while after the node was last heard of, or those whom it died with
 * would be there for ever.
 */
interface Neighbours {
    /** @return whether there may be any */
    boolean exist();

    /** Tells the others who is here, all of them, in place of what was said before. Must not wait. */
    void tell(StreamId workspace, Roster here);

    /** @return who is with the others, as far as is known now */
    Roster elsewhere(StreamId workspace);

    /** @param listener told of a workspace when who is elsewhere has changed; on any thread, and must not wait */
    void whenChanged(Consumer<StreamId> listener);
}
