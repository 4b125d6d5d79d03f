package dev.tutti.work.invite;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Fingerprint;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Journal;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.account.People;
import dev.tutti.work.account.Person;
import dev.tutti.work.workspace.Access;
import dev.tutti.work.workspace.MemberView;
import dev.tutti.work.workspace.Members;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Role;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What can be done with invitations. They are made and taken back by administrators, and accepted by anyone who has the
 * code. To accept one takes the workspace's journal, so of two who accept the last use at once one comes too late.
 */
@ApplicationScoped
@Transactional
public class Invites {
    private static final System.Logger LOG = Log.of(Invites.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    Workspaces workspaces;

    @Inject
    People people;

    @Inject
    InviteLetters letters;

    @Inject
    Journal journal;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    /**
     * Makes an invitation, and mails it where it is for one person and there is a mail server.
     *
     * @throws Problem.Conflict when that person is a member already
     * @throws Problem.TooMuch when the workspace has too many that are still good
     */
    public MadeInvite make(Caller caller, UUID workspace, @NotNull @Valid NewInvite asked) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<String> email = asked.email().map(Invites::address);
        email.flatMap(people::byEmail)
                .filter(person -> members.includes(workspace, person.id()))
                .ifPresent(member -> {
                    throw new Problem.Conflict("They are a member already. Change their role instead.");
                });
        Duration life = life(asked);
        mustHaveRoom(workspace, now);
        int uses = asked.uses().orElse(1);
        InviteView view = new InviteView(
                UuidCreator.getTimeOrderedEpoch(),
                asked.becomes(),
                email,
                Optional.of(uses).filter(limited -> limited > 0),
                caller.id().value(),
                now,
                now.plus(life));
        String code = InviteCode.random();
        em.persist(new Invite(workspace, Fingerprint.of(code), view));
        LOG.log(System.Logger.Level.INFO, "invite.made invite={0} by={1}", view.id(), caller.id());
        return letters.hand(membership, view, code);
    }

    /** @return those that are still good, the newest first */
    public Page<InviteView> list(Caller caller, UUID workspace, PageRequest request) {
        access.of(caller, workspace).mustBe(Role.ADMIN);
        String list = "invites:" + workspace;
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<Invite> query = em.createQuery(
                        "select i from Invite i where i.workspace = :workspace and i.expiresAt > :now"
                                + " and (i.usesLeft is null or i.usesLeft > 0)"
                                + (after.isPresent() ? " and i.id < :before" : "") + " order by i.id desc",
                        Invite.class)
                .setParameter("workspace", workspace)
                .setParameter("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setMaxResults(request.fetch());
        after.ifPresent(cursor -> query.setParameter("before", cursor.id(0)));
        return Page.of(request, query.getResultList(), last -> Cursor.of(list, last.id()))
                .map(Invite::view);
    }

    /** Takes an invitation back: its code lets nobody in any more. Those whom it has let in stay. */
    public void revoke(Caller caller, UUID workspace, UUID id) {
        access.writing(caller, workspace).mustBe(Role.ADMIN);
        Invite invite = Optional.ofNullable(em.find(Invite.class, id))
                .filter(found -> found.workspace().equals(workspace))
                .orElseThrow(() -> new Problem.NotFound("invitation"));
        em.remove(invite);
        LOG.log(System.Logger.Level.INFO, "invite.revoked invite={0} by={1}", id, caller.id());
    }

    /** @throws Problem.NotFound when the code never was one, has expired or was taken back */
    public Invitation look(Caller caller, String code) {
        Invite invite = em.find(Invite.class, byCode(code).id());
        mustBeGood(invite, caller);
        return new Invitation(
                invite.workspace(),
                workspaces.nameToInvite(caller, invite.workspace()).orElseThrow(Invites::unknown),
                invite.role(),
                invite.view().expiresAt(),
                members.includes(invite.workspace(), caller.id()));
    }

    /**
     * Makes the caller a member. One who is a member already stays what they are, and takes nobody's place.
     *
     * @throws Problem.NotFound when the code never was one, has expired or was taken back
     * @throws Problem.Conflict when as many have accepted it as could
     * @throws Problem.Forbidden when it is for somebody else
     */
    public Written<MemberView> accept(Caller caller, String code) {
        Found found = byCode(code);
        journal.hold(StreamId.workspace(found.workspace())).orElseThrow(Invites::unknown);
        // Looked up only now, when nobody else is changing it.
        Invite invite = Optional.ofNullable(em.find(Invite.class, found.id())).orElseThrow(Invites::unknown);
        mustBeGood(invite, caller);
        if (!members.includes(invite.workspace(), caller.id())) {
            if (invite.isUsedUp()) {
                throw new Problem.Conflict("As many people have accepted this invitation as could. Ask for a new one.");
            }
            invite.use();
            LOG.log(System.Logger.Level.INFO, "invite.accepted invite={0} by={1}", invite.id(), caller.id());
        }
        return members.admit(caller, invite.workspace(), invite.role()).orElseThrow(Invites::unknown);
    }

    /** Forgets invitations that ended before. @return how many, at most so many */
    int forget(Instant before, int limit) {
        List<UUID> over = em.createQuery(
                        "select i.id from Invite i where i.expiresAt < :then order by i.expiresAt", UUID.class)
                .setParameter("then", before.truncatedTo(ChronoUnit.MILLIS))
                .setMaxResults(limit)
                .getResultList();
        return over.isEmpty()
                ? 0
                : em.createQuery("delete from Invite i where i.id in :ids")
                        .setParameter("ids", over)
                        .executeUpdate();
    }

    /** Where an invitation is to be found, without what may change before it is ours to change. */
    private record Found(UUID id, UUID workspace) {}

    private Found byCode(String code) {
        return em
                .createQuery("select i.id, i.workspace from Invite i where i.codeHash = :hash", Object[].class)
                .setParameter("hash", Fingerprint.of(code))
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> new Found((UUID) row[0], (UUID) row[1]))
                .orElseThrow(Invites::unknown);
    }

    private void mustBeGood(Invite invite, Caller caller) {
        if (invite.isOver(clock.instant())) {
            throw unknown();
        }
        Optional<String> address = Optional.ofNullable(
                        people.all(List.of(caller.id())).get(caller.id()))
                .flatMap(Person::email);
        if (!invite.isFor(address)) {
            throw new Problem.Forbidden(
                    "This invitation is for another e-mail address. Sign in with that one, or ask for your own.");
        }
    }

    private void mustHaveRoom(UUID workspace, Instant now) {
        long good = em.createQuery(
                        "select count(i) from Invite i where i.workspace = :workspace and i.expiresAt > :now"
                                + " and (i.usesLeft is null or i.usesLeft > 0)",
                        Long.class)
                .setParameter("workspace", workspace)
                .setParameter("now", now)
                .getSingleResult();
        if (good >= settings.invites().perWorkspace()) {
            Limit.INVITES_PER_WORKSPACE.struck();
            throw new Problem.TooMuch("A workspace has at most "
                    + settings.invites().perWorkspace() + " open invitations. Take some back first.");
        }
    }

    private Duration life(NewInvite asked) {
        Duration life =
                asked.hours().map(Duration::ofHours).orElse(settings.invites().life());
        Duration longest = settings.invites().longest();
        if (life.compareTo(longest) > 0) {
            Limit.INVITE_HOURS_AT_MOST.struck();
            throw Problem.Invalid.field(ErrorCode.BAD_VALUE, "hours", "must be at most " + longest.toHours());
        }
        return life;
    }

    private static String address(String text) {
        return People.address(text)
                .orElseThrow(() -> Problem.Invalid.field(ErrorCode.BAD_REQUEST, "email", "must be an e-mail address"));
    }

    private static Problem.NotFound unknown() {
        return Problem.NotFound.saying("This invitation does not exist, or is not good any more. Ask for a new one.");
    }
}
