package dev.tutti.live.hub;

import dev.tutti.base.identity.Caller;
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

    /** @throws dev.tutti.base.problem.Problem.NotFound when the journal is not there, or not for the caller */
    public void check(Caller caller, StreamId stream) {
        if (stream.kind() == StreamId.Kind.WORKSPACE) {
            members.of(caller, stream.id());
        }
    }

    /** @throws dev.tutti.base.problem.Problem when the caller may not write in the workspace */
    public void checkMayWrite(Caller caller, UUID workspace) {
        members.of(caller, workspace).mayWrite();
    }
}
