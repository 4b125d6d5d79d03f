package dev.tutti.work.workspace;

import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.KeyRing;
import dev.tutti.base.identity.Scope;
import dev.tutti.base.log.Log;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.History;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.Start;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Lets callers into a workspace: people who are members of it, and integrations that have a key to it.
 *
 * <p>A write is let in by {@link #writing}, which waits for the workspace's journal and looks when it has it. So a
 * removal is either before it, and the write is refused, or after it, and told after it (decision 0003).
 */
@ApplicationScoped
@Transactional
public class Access {
    private static final System.Logger LOG = Log.of(Access.class);

    private static final String ROLE = "select m.role from WorkspaceMember m, Workspace w where ";

    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    @Inject
    History history;

    @Inject
    KeyRing keys;

    /**
     * Lets the caller look.
     *
     * @throws Problem.NotFound the same for a workspace that does not exist, was deleted, is another tenant's, or that
     *     the caller is no member of
     */
    public Membership of(Caller caller, UUID workspace) {
        return caller.credential()
                .grant()
                .map(grant -> integration(caller, grant, workspace))
                .orElseGet(() -> person(caller, workspace));
    }

    private Membership person(Caller caller, UUID workspace) {
        Condition right = right(caller, workspace);
        // A query of one column, never an entity: what this transaction read before must not decide.
        TypedQuery<Role> query = em.createQuery(ROLE + right.where(), Role.class);
        right.bind(query);
        return query.getResultList().stream()
                .findFirst()
                .map(role -> new Membership(caller, workspace, role))
                .orElseThrow(() -> denied(caller, workspace));
    }

    /** An integration is let into its one workspace, and never decides about it. What else it may its scopes say. */
    private Membership integration(Caller caller, Grant grant, UUID workspace) {
        boolean good = grant.workspace().equals(workspace) && isThere(workspace) && keys.holds(grant);
        if (!good) {
            throw denied(caller, workspace);
        }
        boolean reads = grant.scopes().equals(Set.of(Scope.READ));
        return new Membership(caller, workspace, reads ? Role.GUEST : Role.MEMBER);
    }

    /** By a query: what this transaction read before must not decide. */
    private boolean isThere(UUID workspace) {
        return em.createQuery("select count(w) from Workspace w where w.id = :id and w.deletedAt is null", Long.class)
                        .setParameter("id", workspace)
                        .getSingleResult()
                > 0;
    }

    /**
     * Lets the caller read the workspace's journal.
     *
     * @param since the position that they have, if any
     * @return where they can begin
     * @throws Problem.NotFound as {@link #of}
     */
    public Start reading(Caller caller, UUID workspace, Optional<Position> since) {
        if (caller.credential().grant().isPresent()) {
            return readingByKey(caller, workspace, since);
        }
        Condition right = right(caller, workspace);
        Condition member = new Condition("exists (" + ROLE + right.where() + ")", right.parameters());
        return history.start(StreamId.workspace(workspace), caller.id(), since, member)
                .orElseThrow(() -> denied(caller, workspace));
    }

    /** In two looks, the right after the end: what takes the right away after that lies behind the end, and is heard. */
    private Start readingByKey(Caller caller, UUID workspace, Optional<Position> since) {
        Start start = history.start(StreamId.workspace(workspace), caller.id(), since, Condition.NONE)
                .orElseThrow(() -> denied(caller, workspace));
        of(caller, workspace);
        return start;
    }

    /** @return what makes a row of {@link #ROLE} the caller's */
    private static Condition right(Caller caller, UUID workspace) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("workspace", workspace, "person", caller.id().value()));
        caller.credential().tenant().ifPresent(tenant -> parameters.put("tenant", tenant));
        return new Condition(
                "w.id = :workspace and w.deletedAt is null"
                        + " and m.workspace = w.id and m.person = :person"
                        + (parameters.containsKey("tenant") ? " and w.tenant = :tenant" : ""),
                parameters);
    }

    /**
     * Lets the caller write, as the workspace's only writer until the transaction ends. Must come before anything else
     * in the use case, so that what is read afterwards is what is there.
     *
     * @throws Problem.NotFound as {@link #of}
     */
    public Membership writing(Caller caller, UUID workspace) {
        // Before the wait too, so that strangers cannot stand in the members' way: only a member ever waits.
        of(caller, workspace);
        journal.hold(StreamId.workspace(workspace)).orElseThrow(() -> denied(caller, workspace));
        return of(caller, workspace);
    }

    static Problem.NotFound denied(Caller caller, UUID workspace) {
        LOG.log(System.Logger.Level.INFO, "authz.deny user={0} workspace={1}", caller.id(), workspace);
        return new Problem.NotFound("workspace");
    }
}
