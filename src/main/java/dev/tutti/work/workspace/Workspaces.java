package dev.tutti.work.workspace;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.database.Duplicate;
import dev.tutti.base.edit.Edit;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.edit.MergePatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.page.Cursor;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.account.People;
import dev.tutti.work.account.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What can be done with workspaces. Who may see one is for {@link Access} to say. */
@ApplicationScoped
@Transactional
public class Workspaces {
    private static final String LIST = "workspaces";
    private static final Set<String> EDITABLE = Set.of("name");

    @PersistenceContext
    EntityManager em;

    @Inject
    Access access;

    @Inject
    Members members;

    @Inject
    People people;

    @Inject
    Journal journal;

    @Inject
    Validator rules;

    @Inject
    Clock clock;

    /**
     * Makes a workspace with the caller as its owner, in the tenant that the caller's credential names, if any.
     *
     * @throws Problem.Conflict when the id that the caller brought is taken, even by one that was deleted
     */
    public Written<WorkspaceView> create(Caller caller, @NotNull @Valid NewWorkspace asked) {
        UUID id = asked.id().orElseGet(UuidCreator::getTimeOrderedEpoch);
        if (em.find(Workspace.class, id) != null) {
            throw taken();
        }
        Workspace workspace =
                new Workspace(id, asked.name(), caller.credential().tenant(), now());
        try {
            em.persist(workspace);
            journal.open(StreamId.workspace(id));
            em.flush();
        } catch (PersistenceException failure) {
            // Two callers with one id: both saw it free, and the database lets one of them in.
            throw Duplicate.isBehind(failure) ? taken() : failure;
        }
        Membership owner = new Membership(caller, id, Role.OWNER);
        Position position = members.join(owner, creator(caller), Role.OWNER).position();
        return new Written<>(workspace.view(Role.OWNER), position);
    }

    public WorkspaceView find(Caller caller, UUID id) {
        return of(access.of(caller, id));
    }

    /** @return the workspace as that member sees it */
    public WorkspaceView of(Membership membership) {
        return workspace(membership.workspace()).view(membership.role());
    }

    /** @return the workspace's name, if that person may know it: as a member of one that is not deleted */
    public Optional<String> nameFor(UserId person, UUID id) {
        return em
                .createQuery(
                        "select w.name from Workspace w, WorkspaceMember m where w.id = :id and w.deletedAt is null"
                                + " and m.workspace = w.id and m.person = :person",
                        String.class)
                .setParameter("id", id)
                .setParameter("person", person.value())
                .getResultList()
                .stream()
                .findFirst();
    }

    /** @return the workspace's name for somebody who is invited to it; empty when they could not accept */
    public Optional<String> nameToInvite(Caller caller, UUID id) {
        return Optional.ofNullable(em.find(Workspace.class, id))
                .filter(found -> found.isOpenTo(caller.credential().tenant()))
                .map(Workspace::name);
    }

    /** @return those of them that were deleted, for whoever keeps something about each */
    public Set<UUID> deleted(Collection<UUID> some) {
        return some.isEmpty()
                ? Set.of()
                : Set.copyOf(em.createQuery(
                                "select w.id from Workspace w where w.id in :some and w.deletedAt is not null",
                                UUID.class)
                        .setParameter("some", some)
                        .getResultList());
    }

    /** @return the workspaces that the caller is a member of, by id */
    public Page<WorkspaceView> mine(Caller caller, PageRequest request) {
        Optional<String> tenant = caller.credential().tenant();
        Optional<Cursor> after = request.after().map(text -> Cursor.parse(text, LIST, 1));
        TypedQuery<Object[]> query = em.createQuery(
                        "select w, m.role from Workspace w, WorkspaceMember m where m.workspace = w.id"
                                + " and m.person = :person and w.deletedAt is null"
                                + (tenant.isPresent() ? " and w.tenant = :tenant" : "")
                                + (after.isPresent() ? " and w.id > :after" : "") + " order by w.id",
                        Object[].class)
                .setParameter("person", caller.id().value())
                .setMaxResults(request.fetch());
        tenant.ifPresent(name -> query.setParameter("tenant", name));
        after.ifPresent(cursor -> query.setParameter("after", cursor.id(0)));
        return Page.of(request, query.getResultList(), row -> Cursor.of(LIST, ((Workspace) row[0]).id()))
                .map(row -> ((Workspace) row[0]).view((Role) row[1]));
    }

    /** @return the ids of all of them */
    public List<UUID> idsOf(Caller caller) {
        Optional<String> tenant = caller.credential().tenant();
        TypedQuery<UUID> query = em.createQuery(
                        "select w.id from Workspace w, WorkspaceMember m where m.workspace = w.id"
                                + " and m.person = :person and w.deletedAt is null"
                                + (tenant.isPresent() ? " and w.tenant = :tenant" : ""),
                        UUID.class)
                .setParameter("person", caller.id().value());
        tenant.ifPresent(name -> query.setParameter("tenant", name));
        return query.getResultList();
    }

    /** @throws Problem.StaleVersion when somebody else has changed the same fields since the version in {@code match} */
    public Written<WorkspaceView> edit(Caller caller, UUID id, IfMatch match, @NotNull JsonObject sent) {
        Membership membership = access.writing(caller, id).mustBe(Role.ADMIN);
        Workspace workspace = workspace(id);
        MergePatch patch = MergePatch.of(sent, EDITABLE);
        match.permit(workspace.version(), workspace.changed(), patch.fields());
        Edit<NewWorkspace> edit =
                patch.apply(new NewWorkspace(Optional.empty(), workspace.name()), NewWorkspace.class, rules);
        Position position;
        if (edit.changesNothing()) {
            position = journal.hold(membership.stream()).orElseThrow();
        } else {
            workspace.rename(edit.after().name());
            position = journal.append(
                    membership.stream(),
                    membership.author(),
                    new WorkspaceEvent.Updated(workspace.version(), edit.changes()));
        }
        return new Written<>(workspace.view(membership.role()), position);
    }

    /** Ends the workspace for everybody. Its journal ends with the news of it. */
    public Position delete(Caller caller, UUID id, IfMatch match) {
        Membership membership = access.writing(caller, id).mustBe(Role.OWNER);
        Workspace workspace = workspace(id);
        match.permitAll(workspace.version(), workspace.changed());
        workspace.delete(now());
        return journal.append(membership.stream(), membership.author(), new WorkspaceEvent.Deleted(id));
    }

    private Workspace workspace(UUID id) {
        return em.find(Workspace.class, id);
    }

    private Person creator(Caller caller) {
        Person known = people.all(Set.of(caller.id())).get(caller.id());
        return known != null ? known : new Person(caller.id(), caller.name(), Optional.empty(), Optional.empty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem.Conflict taken() {
        return new Problem.Conflict("A workspace with this id exists already. Make up a new id.");
    }
}
