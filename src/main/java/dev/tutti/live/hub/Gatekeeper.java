package dev.tutti.live.hub;

import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.journal.Start;
import dev.tutti.journal.StreamId;
import dev.tutti.work.workspace.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Decides who may do what while connected, by the rights of this moment: a token carries none. */
@ApplicationScoped
public class Gatekeeper {
    @Inject
    Access access;

    @Inject
    SignIns signIns;

    @Inject
    History history;

    /**
     * Lets the caller follow a journal.
     *
     * @param since the position that their client has, if any
     * @return where they can begin. What took the right away before its end was found here, and what takes it away later
     *     is an entry behind that end, which will be heard
     * @throws Problem.NotFound when the workspace is not there, or not for the caller
     * @throws Problem.Unauthenticated when the sign-in has ended
     */
    public Start start(Caller caller, StreamId stream, Optional<Position> since) {
        if (stream.kind() == StreamId.Kind.WORKSPACE) {
            return access.reading(caller, stream.id(), since);
        }
        Start start = history.start(stream, caller.id(), since, Condition.NONE)
                .orElseThrow(() -> new Problem.NotFound("inbox"));
        if (!signIns.stillStands(caller)) {
            throw new Problem.Unauthenticated("This sign-in has ended. Sign in again.");
        }
        return start;
    }

    /** @throws Problem.NotFound when the workspace is not there, or not for the caller */
    public void check(Caller caller, UUID workspace) {
        access.of(caller, workspace);
    }

    /** @throws Problem when the caller may not write in the workspace */
    public void checkMayWrite(Caller caller, UUID workspace) {
        access.of(caller, workspace).mayWrite();
    }
}
