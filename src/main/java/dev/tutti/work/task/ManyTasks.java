package dev.tutti.work.task;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.journal.Bulk;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.work.workspace.Membership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Many tasks at once. Called only by whoever holds the workspace's journal, and has looked at what is asked for. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class ManyTasks {
    /** Few enough for one statement's parameters, and for what an entity manager likes to watch. */
    private static final int SOME = 500;

    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    /** @return those of the ids that tasks of the workspace have, the ones in the trash among them */
    public Set<UUID> taken(Membership membership, Collection<UUID> ids) {
        Set<UUID> taken = new HashSet<>();
        List<UUID> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += SOME) {
            taken.addAll(em.createQuery(
                            "select t.id from Task t where t.workspace = :workspace and t.id in :ids", UUID.class)
                    .setParameter("workspace", membership.workspace())
                    .setParameter("ids", all.subList(from, Math.min(all.size(), from + SOME)))
                    .getResultList());
        }
        return taken;
    }

    /**
     * Lays the tasks at the ends of their columns, in the order in which they are asked for, and tells of all of them in
     * one {@link Bulk}. It tells nobody in particular: of thousands of tasks nobody wants thousands of notifications.
     *
     * @param asked valid, with ids that are not taken, for members only
     * @param written hears how many are written so far
     */
    public Position create(Membership membership, List<NewTask> asked, IntConsumer written) {
        Map<String, Long> ends = ends(membership.workspace());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<TaskEvent.Created> told = new ArrayList<>(asked.size());
        for (NewTask one : asked) {
            UUID id = one.id().orElseGet(UuidCreator::getTimeOrderedEpoch);
            Task task = new Task(
                    new TaskId(membership.workspace(), id),
                    one,
                    membership.caller().id().value(),
                    now);
            task.lieAt(ends.merge(task.status(), Board.GAP, Long::sum));
            em.persist(task);
            told.add(new TaskEvent.Created(task.view()));
            if (told.size() % SOME == 0) {
                em.flush();
                em.clear();
                written.accept(told.size());
            }
        }
        written.accept(told.size());
        return Bulk.of(told).stream()
                .map(part -> journal.append(membership.stream(), membership.author(), part))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** @return where the last task of each column lies */
    private Map<String, Long> ends(UUID workspace) {
        Map<String, Long> ends = new HashMap<>();
        em
                .createQuery(
                        "select t.status, max(t.place) from Task t where t.workspace = :workspace"
                                + " and t.trashedAt is null group by t.status",
                        Object[].class)
                .setParameter("workspace", workspace)
                .getResultList()
                .stream()
                .forEach(row -> ends.put((String) row[0], (Long) row[1]));
        return ends;
    }
}
