package dev.tutti.work.webhook;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.outward.Destination;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Extent;
import dev.tutti.journal.Gap;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The book of what is to be posted and how far it came: the cursor of each webhook in its journal. Each call is a short
 * transaction of its own; nothing is posted within one.
 */
@ApplicationScoped
@Transactional
class Errands {
    /** Entries that are read at once. */
    static final int PAGE = 50;

    private static final System.Logger LOG = Log.of(Errands.class);

    /** Beside the time that a try may take, for what else there is to do until the book hears of it. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    @PersistenceContext
    EntityManager em;

    @Inject
    History history;

    @Inject
    Event<WebhookPaused> paused;

    @Inject
    Settings settings;

    @Inject
    Traces traces;

    /**
     * @param after whom the caller has come to, in the order of the database; empty to begin with
     * @return some of those that are not paused, and how it is with them
     */
    List<Standing> look(Instant now, Optional<UUID> after, int limit) {
        TypedQuery<Webhook> query = em.createQuery(
                        "select w from Webhook w where w.pausedAt is null"
                                + (after.isPresent() ? " and w.id > :after" : "") + " order by w.id",
                        Webhook.class)
                .setMaxResults(limit);
        after.ifPresent(id -> query.setParameter("after", id));
        List<Webhook> some = query.getResultList();
        Map<StreamId, Position> heads =
                history.heads(some.stream().map(Webhook::stream).distinct().toList());
        return some.stream()
                .map(it -> new Standing(it.id(), it.isDue(now), lag(it, heads)))
                .toList();
    }

    long paused() {
        return em.createQuery("select count(w) from Webhook w where w.pausedAt is not null", Long.class)
                .getSingleResult();
    }

    /** @return what is to be done for it, if it is still due and nobody else is at it; ours for a while */
    Optional<Errand> take(UUID id, Instant now) {
        return locked(id).filter(webhook -> webhook.isDue(now)).map(webhook -> {
            webhook.take(lease(now));
            return errand(webhook, now);
        });
    }

    /** @return whether the errand is still ours */
    boolean delivered(Errand errand, Position position, Instant now) {
        return ours(errand, webhook -> {
            webhook.reach(position, lease(now));
            webhook.delivered(now);
        });
    }

    /** The workspace is no more, so there is nothing else to come. */
    void over(Errand errand) {
        ours(errand, em::remove);
    }

    /** Gives the errand back, so that whoever comes next goes on. */
    void giveBack(Errand errand, Position reached, Instant now) {
        ours(errand, webhook -> webhook.reach(reached, now));
    }

    /**
     * Notes that it was not taken. Too often, and it is paused.
     *
     * @param why in words that its administrators may read
     * @param pause by how often it failed; empty when another try would be in vain
     */
    void failed(Errand errand, String why, Function<Integer, Optional<Duration>> pause, Instant now) {
        ours(errand, webhook -> {
            Optional<Duration> wait = pause.apply(webhook.failures() + 1);
            webhook.fail(why, now.plus(wait.orElse(Duration.ZERO)));
            if (wait.isEmpty()) {
                pause(webhook, errand, why, now);
            } else if (webhook.failures() >= settings.webhooks().tries()) {
                Limit.WEBHOOK_TRIES.struck();
                pause(webhook, errand, why, now);
            }
        });
    }

    private void pause(Webhook webhook, Errand errand, String why, Instant now) {
        webhook.pause(now);
        LOG.log(System.Logger.Level.WARNING, "webhook.paused cause={0}", why);
        paused.fire(new WebhookPaused(
                webhook.workspace(), webhook.id(), errand.destination().host()));
    }

    private boolean ours(Errand errand, Consumer<Webhook> work) {
        Optional<Webhook> found =
                locked(errand.webhook()).filter(webhook -> webhook.turn() == errand.turn() && !webhook.isPaused());
        found.ifPresent(work);
        return found.isPresent();
    }

    private Errand errand(Webhook webhook, Instant now) {
        Position position = webhook.position();
        Extent extent = history.extent(webhook.stream()).orElseThrow();
        // With the entry that was reached, to see that it is still the same one.
        List<Entry> entries = history.after(webhook.stream(), Math.max(0, position.seq() - 1), PAGE + 1);
        Optional<Gap> gap = extent.gap(position).or(() -> lost(position, entries));
        return new Errand(
                webhook.id(),
                webhook.turn(),
                webhook.stream(),
                Destination.parse(webhook.url()).orElseThrow(),
                webhook.wanted(),
                webhook.secrets(now),
                webhook.failures(),
                position,
                gap,
                extent.head(),
                entries.stream().filter(entry -> entry.seq() > position.seq()).toList(),
                traces);
    }

    private static Optional<Gap> lost(Position position, List<Entry> entries) {
        boolean same = position.seq() == 0
                || position.mark().isEmpty()
                || entries.stream()
                        .findFirst()
                        .filter(entry -> entry.position().mark().equals(position.mark()))
                        .isPresent();
        return Optional.of(Gap.AHEAD_OF_HISTORY).filter(gap -> !same);
    }

    /** @return how many entries are still to come, at least 1 where a reset is to be told */
    static long lag(Webhook webhook, Map<StreamId, Position> heads) {
        Position reached = webhook.position();
        Position head = heads.getOrDefault(webhook.stream(), reached);
        boolean goesOn = head.epoch().equals(reached.epoch()) && head.seq() >= reached.seq();
        // Of another history, or of one that lost its end, there is at least a reset to tell.
        return goesOn ? head.seq() - reached.seq() : Math.max(1, head.seq());
    }

    /** @return whether nothing can come after it */
    static boolean ends(Entry entry) {
        return entry.what()
                .revokes()
                .filter(it -> it.scope() == Revocation.Scope.WORKSPACE)
                .isPresent();
    }

    private Optional<Webhook> locked(UUID id) {
        return Optional.ofNullable(em.find(Webhook.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private Instant lease(Instant now) {
        return now.plus(settings.webhooks().answer()).plus(MARGIN);
    }
}
