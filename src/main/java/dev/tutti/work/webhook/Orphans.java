package dev.tutti.work.webhook;

import dev.tutti.base.log.Log;
import dev.tutti.base.upkeep.Chore;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Forgets the webhooks of deleted workspaces to which nothing comes any more, and with them their secrets: those that are
 * paused, which nobody can resume, and those that have come to the end without having been told of it. The others go when
 * they have told it.
 */
@ApplicationScoped
@Transactional
class Orphans implements Chore {
    private static final System.Logger LOG = Log.of(Orphans.class);

    private static final int PAGE = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    History history;

    @Inject
    Workspaces workspaces;

    @Override
    public void run(Instant now) {
        int forgotten = 0;
        Optional<UUID> last = Optional.empty();
        List<UUID> some;
        do {
            some = homes(last);
            forgotten += forget(workspaces.deleted(some));
            last = some.stream().reduce((before, after) -> after);
        } while (some.size() == PAGE);
        if (forgotten > 0) {
            LOG.log(System.Logger.Level.INFO, "webhook.forgotten webhooks={0}", forgotten);
        }
    }

    /** @return some workspaces that have webhooks, in the order of the database */
    private List<UUID> homes(Optional<UUID> after) {
        TypedQuery<UUID> query = em.createQuery(
                        "select distinct w.workspace from Webhook w"
                                + (after.isPresent() ? " where w.workspace > :after" : "") + " order by w.workspace",
                        UUID.class)
                .setMaxResults(PAGE);
        after.ifPresent(id -> query.setParameter("after", id));
        return query.getResultList();
    }

    private int forget(Set<UUID> deleted) {
        if (deleted.isEmpty()) {
            return 0;
        }
        Map<StreamId, Position> heads =
                history.heads(deleted.stream().map(StreamId::workspace).toList());
        List<UUID> over = em
                .createQuery("select w from Webhook w where w.workspace in :deleted", Webhook.class)
                .setParameter("deleted", deleted)
                .getResultList()
                .stream()
                .filter(webhook -> webhook.isPaused() || Errands.lag(webhook, heads) == 0)
                .map(Webhook::id)
                .toList();
        // At once, for another node may be about the same.
        return over.isEmpty()
                ? 0
                : em.createQuery("delete from Webhook w where w.id in :over")
                        .setParameter("over", over)
                        .executeUpdate();
    }
}
