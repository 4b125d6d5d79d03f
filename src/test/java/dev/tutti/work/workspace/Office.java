package dev.tutti.work.workspace;

import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Entry;
import dev.tutti.journal.FactTold;
import dev.tutti.journal.Journal;
import dev.tutti.journal.Journals;
import dev.tutti.journal.StreamId;
import dev.tutti.work.account.People;
import dev.tutti.work.account.Person;
import dev.tutti.work.integration.Keys;
import jakarta.persistence.EntityManager;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The real use cases of workspaces on a scratch database, with people made up as needed. What is done {@link #at} a
 * desk is done in a transaction of its own, as each request is in the server.
 */
public final class Office implements AutoCloseable {
    public static final Validator RULES =
            Validation.buildDefaultValidatorFactory().getValidator();

    private final ScratchDatabase database = new ScratchDatabase();
    private final Map<UserId, Person> town = new ConcurrentHashMap<>();
    private volatile BiConsumer<Desk, FactTold> feature = (desk, told) -> {};

    /** The use cases within one transaction. */
    public record Desk(
            EntityManager em, Journal journal, People people, Access access, Workspaces workspaces, Members members) {}

    /** From here on, somebody hears each fact inside the transaction that tells it. */
    public void hears(BiConsumer<Desk, FactTold> somebody) {
        feature = somebody;
    }

    public <T> T at(Function<Desk, T> work) {
        return database.inTransaction(em -> work.apply(desk(em)));
    }

    public void go(Consumer<Desk> work) {
        database.transact(em -> work.accept(desk(em)));
    }

    /** @return what the work asks of the database, in short: {@code insert task}, {@code lock stream_head}, {@code commit} */
    public List<String> roundTrips(Consumer<Desk> work) {
        return ScratchDatabase.roundTrips(() -> go(work));
    }

    /** @return whether the work was let through, or the code of the problem that it met */
    public String outcome(Consumer<Desk> work) {
        try {
            go(work);
            return "done";
        } catch (Problem problem) {
            return problem.code().wire();
        }
    }

    public Caller person(String name) {
        return person(name, Optional.empty());
    }

    public Caller person(String name, Optional<String> tenant) {
        UserId id = new UserId(UUID.randomUUID());
        town.put(id, new Person(id, name, Optional.of(name + "@example.com"), Optional.empty()));
        return new Caller(
                id, name, new Credential(UUID.randomUUID(), tenant, false, Instant.MIN, Instant.MAX), Echo.NONE);
    }

    public UUID workspace(Caller owner) {
        return at(desk -> desk.workspaces()
                        .create(owner, new NewWorkspace(Optional.empty(), "Team"))
                        .value())
                .id();
    }

    public Caller member(UUID workspace, Caller owner, String name, Role role) {
        Caller person = person(name);
        joins(person, workspace, owner, role);
        return person;
    }

    /** Somebody who is here already becomes a member. */
    void joins(Caller person, UUID workspace, Caller owner, Role role) {
        go(desk -> desk.members()
                .add(
                        owner,
                        workspace,
                        new NewMember(Optional.empty(), Optional.of(person.id().value()), role.wire())));
    }

    /** @return what the workspace's journal tells, from its start */
    public List<Entry> told(UUID workspace) {
        return at(desk -> Journals.reading(desk.em()).after(StreamId.workspace(workspace), 0, 100_000));
    }

    @Override
    public void close() {
        database.close();
    }

    private Desk desk(EntityManager em) {
        AtomicReference<Desk> desk = new AtomicReference<>();
        Journal journal = Journals.writing(em, entry -> {}, told -> feature.accept(desk.get(), told));
        Access access = new Access();
        access.em = em;
        access.journal = journal;
        access.history = Journals.reading(em);
        access.keys = Keys.ring(em);
        Members members = new Members();
        members.em = em;
        members.journal = journal;
        members.access = access;
        members.people = people();
        members.clock = Clock.systemUTC();
        Workspaces workspaces = new Workspaces();
        workspaces.em = em;
        workspaces.access = access;
        workspaces.members = members;
        workspaces.people = members.people;
        workspaces.journal = journal;
        workspaces.rules = RULES;
        workspaces.clock = Clock.systemUTC();
        desk.set(new Desk(em, journal, members.people, access, workspaces, members));
        return desk.get();
    }

    private People people() {
        return new People() {
            @Override
            public Optional<Person> byEmail(String email) {
                return town.values().stream()
                        .filter(person -> person.email().equals(Optional.of(email)))
                        .findFirst();
            }

            @Override
            public Map<UserId, Person> all(Collection<UserId> ids) {
                return ids.stream().filter(town::containsKey).collect(Collectors.toMap(id -> id, town::get));
            }
        };
    }
}
