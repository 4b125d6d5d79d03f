package dev.tutti.live.hub;

import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.Shelf;
import dev.tutti.journal.Start;
import dev.tutti.journal.StreamId;
import java.util.Optional;
import java.util.UUID;

/** Lets everybody into every workspace, unless a test says otherwise. */
public class Doorman extends Gatekeeper {
    private Shelf shelf = new Shelf();

    /** From now on these are the journals. */
    Doorman before(Shelf journals) {
        shelf = journals;
        return this;
    }

    @Override
    public final Start start(Caller caller, StreamId stream, Optional<Position> since) {
        if (stream.kind() == StreamId.Kind.WORKSPACE) {
            check(caller, stream.id());
        }
        return shelf.start(stream, caller.id(), since, Condition.NONE)
                .orElseThrow(() -> new Problem.NotFound("workspace"));
    }

    @Override
    public void check(Caller caller, UUID workspace) {
        // everybody is let in
    }

    @Override
    public void checkMayWrite(Caller caller, UUID workspace) {
        // and may write
    }
}
