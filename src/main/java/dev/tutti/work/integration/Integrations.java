package dev.tutti.work.integration;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Grant;
import dev.tutti.base.identity.IntegrationKey;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done with the keys of integrations: made, listed and revoked, by the administrators of a workspace. A key
 * belongs to the workspace and outlives the membership of whoever made it. It is revoked under the workspace's journal,
 * like a removal (decision 0003): what the integration writes is before that, or refused.
 */
@ApplicationScoped
@Transactional
public class Integrations {
    private static final System.Logger LOG = Log.of(Integrations.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Journal journal;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /** @throws Problem.TooMuch when the workspace has as many keys as it may */
    public MadeKey make(Caller caller, UUID workspace, @NotNull @Valid NewKey asked) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        mustHaveRoom(workspace);
        IntegrationKey key = IntegrationKey.random();
        KeyView view = new KeyView(
                UserId.ofIntegration(UuidCreator.getTimeOrderedEpoch()).value(),
                asked.name(),
                asked.granted(),
                caller.id().value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
        em.persist(new Integration(workspace, key, view));
        LOG.log(System.Logger.Level.INFO, "key.made key={0} workspace={1} by={2}", view.id(), workspace, caller.id());
        Position position = journal.append(
                membership.stream(), membership.author(), new KeyEvent.Added(view.id(), view.name(), view.scopes()));
        return new MadeKey(view, key.reveal(), position);
    }

    /** @return the keys of the workspace, the newest first */
    public Page<KeyView> list(Caller caller, UUID workspace, PageRequest request) {
        access.of(caller, workspace).mustBe(Role.ADMIN);
        String list = "keys:" + workspace;
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<Integration> query = em.createQuery(
                        "select i from Integration i where i.workspace = :workspace"
                                + (after.isPresent() ? " and i.id < :before" : "") + " order by i.id desc",
                        Integration.class)
                .setParameter("workspace", workspace)
                .setMaxResults(request.fetch());
        after.ifPresent(cursor -> query.setParameter("before", cursor.id(0)));
        return Page.of(request, query.getResultList(), last -> Cursor.of(list, last.id()))
                .map(Integration::view);
    }

    /** Makes the key no good, for all calls that begin later, and for writes that have not got their turn yet. */
    public Position revoke(Caller caller, UUID workspace, UUID id) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        Integration integration = Optional.ofNullable(em.find(Integration.class, id))
                .filter(found -> found.workspace().equals(workspace))
                .orElseThrow(() -> new Problem.NotFound("key"));
        em.remove(integration);
        LOG.log(System.Logger.Level.INFO, "key.revoked key={0} workspace={1} by={2}", id, workspace, caller.id());
        return journal.append(membership.stream(), membership.author(), new KeyEvent.Removed(id, integration.name()));
    }

    Optional<Integration> byKey(IntegrationKey key) {
        return em
                .createQuery("select i from Integration i where i.keyHash = :hash", Integration.class)
                .setParameter("hash", key.fingerprint())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** By a query: what this transaction read before must not decide. */
    boolean has(Grant grant) {
        return em.createQuery("select count(i) from Integration i where i.id = :id", Long.class)
                        .setParameter("id", grant.key())
                        .getSingleResult()
                > 0;
    }

    void used(UUID id, Instant now) {
        em.createQuery("update Integration i set i.usedAt = :now where i.id = :id")
                .setParameter("now", now.truncatedTo(ChronoUnit.MILLIS))
                .setParameter("id", id)
                .executeUpdate();
    }

    private void mustHaveRoom(UUID workspace) {
        long kept = em.createQuery("select count(i) from Integration i where i.workspace = :workspace", Long.class)
                .setParameter("workspace", workspace)
                .getSingleResult();
        int most = settings.integrations().keys();
        if (kept >= most) {
            Limit.KEYS_PER_WORKSPACE.struck();
            throw new Problem.TooMuch("A workspace has at most " + most + " integration keys. Revoke some first.");
        }
    }
}
