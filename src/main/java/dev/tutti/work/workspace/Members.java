package dev.tutti.work.workspace;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import dev.tutti.work.account.People;
import dev.tutti.work.account.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who belongs to a workspace. Whether a caller is let in is for {@link Access} to say. */
@ApplicationScoped
@Transactional
public class Members {
    private static final System.Logger LOG = Log.of(Members.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Journal journal;

    @Inject
    Access access;

    @Inject
    People people;

    @Inject
    Clock clock;

    /** @return whether the person is a member, in whatever role */
    public boolean includes(UUID workspace, UserId person) {
        return em.find(Member.class, new Member.Key(workspace, person)) != null;
    }

    public Page<MemberView> list(Caller caller, UUID workspace, PageRequest request) {
        access.of(caller, workspace);
        String list = "members:" + workspace;
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, list, 1));
        TypedQuery<Member> query = em.createQuery(
                        "select m from WorkspaceMember m where m.workspace = :workspace"
                                + (after.isPresent() ? " and m.person > :after" : "") + " order by m.person",
                        Member.class)
                .setParameter("workspace", workspace)
                .setMaxResults(request.fetch());
        after.ifPresent(cursor -> query.setParameter("after", cursor.id(0)));
        Page<Member> page = Page.of(
                request,
                query.getResultList(),
                last -> Cursor.of(list, last.person().value()));
        return new Page<>(views(page.items()), page.next());
    }

    /** @return the owners, in the order of their ids */
    public List<UserId> owners(UUID workspace) {
        return em
                .createQuery(
                        "select m.person from WorkspaceMember m where m.workspace = :workspace and m.role = :owner",
                        UUID.class)
                .setParameter("workspace", workspace)
                .setParameter("owner", Role.OWNER)
                .getResultList()
                .stream()
                .map(UserId::new)
                .sorted()
                .toList();
    }

    /** @return all members at once, in the order of the pages */
    public List<MemberView> all(Membership membership) {
        return views(em.createQuery(
                        "select m from WorkspaceMember m where m.workspace = :workspace order by m.person",
                        Member.class)
                .setParameter("workspace", membership.workspace())
                .getResultList());
    }

    public MemberView find(Caller caller, UUID workspace, UserId person) {
        access.of(caller, workspace);
        return view(existing(workspace, person));
    }

    /**
     * @throws Problem.NotFound when nobody has that address or id
     * @throws Problem.Conflict when they are a member already
     */
    public Written<MemberView> add(Caller caller, UUID workspace, @NotNull @Valid NewMember asked) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        Role role = Role.parse(asked.role());
        mayDecideOn(membership, role);
        Person person = person(asked);
        if (includes(workspace, person.id())) {
            throw new Problem.Conflict("They are a member already. Change their role instead.");
        }
        return join(membership, person, role);
    }

    /** @throws Problem.Conflict when it would leave the workspace without an owner */
    public Written<MemberView> changeRole(
            Caller caller, UUID workspace, UserId person, IfMatch match, @NotNull @Valid NewRole asked) {
        Membership membership = access.writing(caller, workspace).mustBe(Role.ADMIN);
        Member member = existing(workspace, person);
        Role role = Role.parse(asked.role());
        mayDecideOn(membership, member.role());
        mayDecideOn(membership, role);
        match.permit(member.version(), member.changed(), Member.ROLE);
        if (role == member.role()) {
            return new Written<>(view(member), journal.hold(membership.stream()).orElseThrow());
        }
        keepAnOwner(workspace, member);
        member.become(role, nextEntry(membership));
        Position position = journal.append(
                membership.stream(),
                membership.author(),
                new WorkspaceEvent.MemberRoleChanged(member.person().value(), role, member.version()));
        return new Written<>(view(member), position);
    }

    /**
     * Removes a member; whoever removes themselves leaves, which takes no role.
     *
     * @throws Problem.Conflict when it would leave the workspace without an owner
     */
    public Position remove(Caller caller, UUID workspace, UserId person, IfMatch match) {
        Membership membership = access.writing(caller, workspace);
        boolean leaving = person.equals(caller.id());
        if (!leaving) {
            membership.mustBe(Role.ADMIN);
        }
        Member member = existing(workspace, person);
        if (!leaving) {
            mayDecideOn(membership, member.role());
        }
        match.permit(member.version(), member.changed(), Member.ROLE);
        keepAnOwner(workspace, member);
        em.remove(member);
        LOG.log(System.Logger.Level.INFO, "member.removed user={0} workspace={1}", person, workspace);
        return journal.append(membership.stream(), membership.author(), new WorkspaceEvent.MemberLeft(person.value()));
    }

    /**
     * Makes the caller a member whom somebody has invited, as they tell themselves; one who is a member stays what they
     * are. The asking room holds the journal, and has found that the invitation is good.
     *
     * @return empty when there is no such workspace any more, or it is another tenant's
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Written<MemberView>> admit(Caller caller, UUID workspace, Role role) {
        if (!isOpenTo(caller, workspace)) {
            return Optional.empty();
        }
        Membership membership = new Membership(caller, workspace, role);
        return Optional.of(
                includes(workspace, caller.id())
                        ? new Written<>(
                                view(existing(workspace, caller.id())),
                                journal.hold(membership.stream()).orElseThrow())
                        : join(
                                membership,
                                known(caller.id()).orElseThrow(() -> Access.denied(caller, workspace)),
                                role));
    }

    /** Makes the person a member and tells so. The caller holds the journal and has checked everything. */
    Written<MemberView> join(Membership membership, Person person, Role role) {
        Member member = new Member(
                membership.workspace(),
                person.id(),
                role,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                nextEntry(membership));
        em.persist(member);
        MemberView view = view(member, Optional.of(person));
        Position position =
                journal.append(membership.stream(), membership.author(), new WorkspaceEvent.MemberJoined(view));
        return new Written<>(view, position);
    }

    private boolean isOpenTo(Caller caller, UUID workspace) {
        return Optional.ofNullable(em.find(Workspace.class, workspace))
                .filter(found -> found.isOpenTo(caller.credential().tenant()))
                .isPresent();
    }

    private static void mayDecideOn(Membership membership, Role role) {
        if (role == Role.OWNER && membership.role() != Role.OWNER) {
            throw new Problem.Forbidden("Only an owner makes or unmakes an owner.");
        }
    }

    private void keepAnOwner(UUID workspace, Member member) {
        long owners = em.createQuery(
                        "select count(m) from WorkspaceMember m where m.workspace = :workspace and m.role = :owner",
                        Long.class)
                .setParameter("workspace", workspace)
                .setParameter("owner", Role.OWNER)
                .getSingleResult();
        if (member.role() == Role.OWNER && owners == 1) {
            throw new Problem.Conflict("A workspace has an owner. Make somebody else an owner first.");
        }
    }

    private Person person(NewMember asked) {
        if (asked.email().isPresent() == asked.userId().isPresent()) {
            throw Problem.Invalid.field(ErrorCode.BAD_REQUEST, "userId", "or email must be given, and not both.");
        }
        Optional<Person> found = asked.email().isPresent()
                ? people.byEmail(asked.email().get())
                : asked.userId().map(UserId::new).flatMap(this::known);
        return found.orElseThrow(() -> Problem.NotFound.saying(
                "Nobody here has that e-mail address or id. Ask them to register, and add them then."));
    }

    private Optional<Person> known(UserId id) {
        return Optional.ofNullable(people.all(Set.of(id)).get(id));
    }

    private Member existing(UUID workspace, UserId person) {
        return Optional.ofNullable(em.find(Member.class, new Member.Key(workspace, person)))
                .orElseThrow(() -> new Problem.NotFound("member"));
    }

    /** @return the number that the next entry will have; the caller holds the journal, so it will be theirs */
    private long nextEntry(Membership membership) {
        return journal.hold(membership.stream()).orElseThrow().seq() + 1;
    }

    private List<MemberView> views(List<Member> some) {
        Map<UserId, Person> known = people.all(some.stream().map(Member::person).toList());
        return some.stream()
                .map(member -> view(member, Optional.ofNullable(known.get(member.person()))))
                .toList();
    }

    private MemberView view(Member member) {
        return view(member, known(member.person()));
    }

    private static MemberView view(Member member, Optional<Person> person) {
        return new MemberView(Profile.of(member.person(), person), member.role(), member.joinedAt(), member.version());
    }
}
