package dev.tutti.work.webhook;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.config.Settings;
import dev.tutti.base.database.Condition;
import dev.tutti.base.edit.Edit;
import dev.tutti.base.edit.MergePatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.outward.Destination;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Gap;
import dev.tutti.journal.History;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.Start;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** What the administrators of a workspace do with its webhooks. */
@ApplicationScoped
@Transactional
public class Webhooks {
    private static final System.Logger LOG = Log.of(Webhooks.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Journal journal;

    @Inject
    History history;

    @Inject
    Settings settings;

    @Inject
    Validator rules;

    @Inject
    Clock clock;

    /**
     * Makes a webhook, which begins with what happens next.
     *
     * @throws Problem.TooMuch when the workspace has as many as it may
     */
    MadeWebhook make(Caller caller, UUID workspace, @NotNull @Valid NewWebhook asked) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        mustBeUsable(asked.url());
        mustHaveRoom(workspace);
        WebhookSecret secret = WebhookSecret.random();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Webhook webhook = new Webhook(id, workspace, asked, secret, caller.id().value());
        webhook.begin(journal.hold(membership.stream()).orElseThrow(), now());
        em.persist(webhook);
        LOG.log(System.Logger.Level.INFO, "webhook.made webhook={0} by={1}", id, caller.id());
        return new MadeWebhook(webhook.view(), secret.text());
    }

    /** @return the workspace's webhooks, the newest first */
    Page<WebhookView> list(Caller caller, UUID workspace, PageRequest request) {
        access.of(caller, workspace).mustBe(Role.ADMIN);
        String list = "webhooks:" + workspace;
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<Webhook> query = em.createQuery(
                        "select w from Webhook w where w.workspace = :workspace"
                                + (after.isPresent() ? " and w.id < :before" : "") + " order by w.id desc",
                        Webhook.class)
                .setParameter("workspace", workspace)
                .setMaxResults(request.fetch());
        after.ifPresent(cursor -> query.setParameter("before", cursor.id(0)));
        return Page.of(request, query.getResultList(), last -> Cursor.of(list, last.id()))
                .map(Webhook::view);
    }

    WebhookView find(Caller caller, UUID workspace, UUID id) {
        access.of(caller, workspace).mustBe(Role.ADMIN);
        return Optional.ofNullable(em.find(Webhook.class, id))
                .filter(found -> found.workspace().equals(workspace))
                .orElseThrow(Webhooks::unknown)
                .view();
    }

    /**
     * Changes where it goes, or which types it is for, from where it stands; a paused one is still to be resumed. What is being
     * posted this moment may still arrive there, and then again at the new address.
     *
     * @param sent a merge patch
     */
    WebhookView edit(Caller caller, UUID workspace, UUID id, JsonObject sent) {
        Webhook webhook = held(caller, workspace, id);
        MergePatch patch = MergePatch.of(sent, NewWebhook.EDITABLE);
        Edit<NewWebhook> edit = patch.apply(webhook.editable(), NewWebhook.class, rules);
        mustBeUsable(edit.after().url());
        if (!edit.changesNothing()) {
            webhook.edit(edit.after(), now());
            LOG.log(System.Logger.Level.INFO, "webhook.edited webhook={0} by={1}", id, caller.id());
        }
        return webhook.view();
    }

    /** What is being posted this moment may still arrive. */
    void delete(Caller caller, UUID workspace, UUID id) {
        em.remove(held(caller, workspace, id));
        LOG.log(System.Logger.Level.INFO, "webhook.deleted webhook={0} by={1}", id, caller.id());
    }

    /** Makes a new secret; the one before is signed with too, for as long as is set. */
    MadeWebhook changeSecret(Caller caller, UUID workspace, UUID id) {
        Webhook webhook = held(caller, workspace, id);
        WebhookSecret secret = WebhookSecret.random();
        webhook.change(secret, now().plus(settings.webhooks().formerSecret()));
        return new MadeWebhook(webhook.view(), secret.text());
    }

    /** Posts nothing more until it is resumed, or replayed. What is being posted this moment may still arrive, and then again. */
    WebhookView pause(Caller caller, UUID workspace, UUID id) {
        Webhook webhook = held(caller, workspace, id);
        if (!webhook.isPaused()) {
            webhook.pause(now());
            LOG.log(System.Logger.Level.INFO, "webhook.held webhook={0} by={1}", id, caller.id());
        }
        return webhook.view();
    }

    /** Tries a paused one again, from where it stands. */
    WebhookView resume(Caller caller, UUID workspace, UUID id) {
        Webhook webhook = held(caller, workspace, id);
        webhook.goOnFrom(webhook.position(), now());
        return webhook.view();
    }

    /**
     * Posts once more all that follows a position; a paused one is tried again.
     *
     * @throws Problem.Gone when there is no way on from there
     */
    WebhookView replay(Caller caller, UUID workspace, UUID id, Position after) {
        Webhook webhook = held(caller, workspace, id);
        Start start = history.start(webhook.stream(), caller.id(), Optional.of(after), Condition.NONE)
                .orElseThrow(Webhooks::unknown);
        start.gap().map(Gap::wire).ifPresent(reason -> {
            throw new Problem.Gone(reason);
        });
        webhook.goOnFrom(after, now());
        return webhook.view();
    }

    private Webhook held(Caller caller, UUID workspace, UUID id) {
        access.writing(caller, workspace).mustBe(Role.ADMIN);
        return Optional.ofNullable(em.find(Webhook.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(found -> found.workspace().equals(workspace))
                .orElseThrow(Webhooks::unknown);
    }

    private void mustBeUsable(String url) {
        boolean anywhere = settings.webhooks().anywhere();
        if (Destination.parse(url).filter(it -> it.secure() || anywhere).isEmpty()) {
            throw Problem.Invalid.field(
                    ErrorCode.BAD_REQUEST,
                    "url",
                    "must be an address that begins with https://" + (anywhere ? " or http://" : "")
                            + ", without a password or a #");
        }
    }

    private void mustHaveRoom(UUID workspace) {
        long kept = em.createQuery("select count(w) from Webhook w where w.workspace = :workspace", Long.class)
                .setParameter("workspace", workspace)
                .getSingleResult();
        int most = settings.webhooks().perWorkspace();
        if (kept >= most) {
            Limit.WEBHOOKS_PER_WORKSPACE.struck();
            throw new Problem.TooMuch("A workspace has at most " + most + " webhooks. Delete some first.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem.NotFound unknown() {
        return new Problem.NotFound("webhook");
    }
}
