package dev.tutti.work.workspace;

import dev.tutti.base.identity.Caller;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.StreamId;
import java.util.UUID;

/**
 * Somebody who was let into a workspace, as they were at that moment. Only {@link Access} hands it out; everything in
 * the workspace is looked up through it, so that a stranger's answer is always not-found.
 */
public record Membership(Caller caller, UUID workspace, Role role) {
    /** @return the same, for a chain of demands */
    public Membership mayWrite() {
        if (!role.isAtLeast(Role.MEMBER)) {
            throw new Problem.Forbidden("Guests read. Ask an administrator of the workspace for the role of a member.");
        }
        return this;
    }

    /** @return the same, for a chain of demands */
    public Membership mustBe(Role least) {
        if (!role.isAtLeast(least)) {
            throw new Problem.Forbidden("This takes the role " + least.wire() + "; yours is " + role.wire() + ".");
        }
        return this;
    }

    /** @return the workspace's journal */
    public StreamId stream() {
        return StreamId.workspace(workspace);
    }

    public Author author() {
        return Author.of(caller);
    }
}
