package dev.tutti.live.presence;

import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** There is one node only. */
@ApplicationScoped
class NoNeighbours implements Neighbours {
    @Override
    public void tell(StreamId workspace, Roster here) {
        // there is nobody to tell
    }

    @Override
    public Roster elsewhere(StreamId workspace) {
        return Roster.EMPTY;
    }

    @Override
    public void whenChanged(Consumer<StreamId> listener) {
        // it never does
    }
}
