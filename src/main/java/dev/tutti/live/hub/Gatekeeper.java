package dev.tutti.live.hub;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.SignIns;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.work.workspace.Members;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Decides who may do what while connected, by the rights of this moment: a token carries none. */
@ApplicationScoped
public class Gatekeeper {
    @Inject
    Members members;

    @Inject
    SignIns signIns;

    /**
     * Asked after the journal's end is known: what took the right away before that is found here, and what takes it away
     * later is an entry behind that end, which will be heard.
     *
     * @throws Problem.NotFound when the workspace is not there, or not for the caller
     * @throws Problem.Unauthenticated when the sign-in has ended
     */
    public void check(Caller caller, StreamId stream) {
        if (stream.kind() == StreamId.Kind.WORKSPACE) {
            members.of(caller, stream.id());
        } else if (!signIns.stillStands(caller)) {
            throw new Problem.Unauthenticated("This sign-in has ended. Sign in again.");
        }
    }

    /** @throws Problem when the caller may not write in the workspace */
    public void checkMayWrite(Caller caller, UUID workspace) {
        members.of(caller, workspace).mayWrite();
    }
}
