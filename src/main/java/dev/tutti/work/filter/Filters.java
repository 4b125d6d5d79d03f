package dev.tutti.work.filter;

import dev.tutti.base.config.Settings;
import dev.tutti.base.database.StableView;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.page.Page;
import dev.tutti.base.page.PageRequest;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.History;
import dev.tutti.journal.Inboxes;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import dev.tutti.work.task.TaskView;
import dev.tutti.work.task.Tasks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a person does with the filters that they keep. Nobody else sees them. */
@ApplicationScoped
@Transactional
public class Filters {
    @PersistenceContext
    EntityManager em;

    @Inject
    Tasks tasks;

    @Inject
    Inboxes inboxes;

    @Inject
    History history;

    @Inject
    StableView view;

    @Inject
    Settings settings;

    /** @param position where the inbox ended when the filters were these */
    record Listed(List<FilterView> filters, Position position) {}

    /** @return all of the caller's, by their names */
    Listed list(Caller caller) {
        view.open();
        List<FilterView> filters = em
                .createQuery("select f from Filter f where f.person = :person order by f.name, f.id", Filter.class)
                .setParameter("person", caller.id().value())
                .getResultList()
                .stream()
                .map(Filter::view)
                .toList();
        return new Listed(
                filters,
                history.extent(StreamId.inbox(caller.id())).orElseThrow().head());
    }

    FilterView find(Caller caller, UUID id) {
        return existing(caller, id).view();
    }

    /**
     * Keeps a filter under an id that the client makes up, in place of the one that was there.
     *
     * @throws Problem.TooMuch when it would be one more than a person may keep
     * @throws Problem.StaleVersion when it is another by now than the version in {@code match}
     */
    Written<FilterView> save(Caller caller, UUID id, IfMatch match, @NotNull @Valid NewFilter asked) {
        tasks.filter(caller, asked.conditions());
        Position end = inboxes.hold(caller.id());
        Filter filter = kept(caller, id).orElseGet(() -> new Filter(caller.id(), id));
        filter.permits(match);
        if (filter.says(asked)) {
            return new Written<>(filter.view(), end);
        }
        if (filter.isNew()) {
            mayKeepOneMore(caller);
        }
        filter.become(asked, end.seq() + 1);
        em.persist(filter);
        return new Written<>(
                filter.view(), inboxes.tell(caller.id(), Author.of(caller), new FilterEvent.Saved(filter.view())));
    }

    Position delete(Caller caller, UUID id, IfMatch match) {
        inboxes.hold(caller.id());
        Filter filter = existing(caller, id);
        filter.permits(match);
        em.remove(filter);
        return inboxes.tell(caller.id(), Author.of(caller), new FilterEvent.Deleted(id));
    }

    /**
     * @return the tasks that fit today, what is due first before what is due later
     * @throws Problem.NotFound also when the workspace in which it looks is the caller's no more
     */
    Page<TaskView> tasks(Caller caller, UUID id, PageRequest request) {
        FilterView filter = find(caller, id);
        return tasks.agenda(caller, filter.workspaceId(), filter.conditions(), request);
    }

    private void mayKeepOneMore(Caller caller) {
        long kept = em.createQuery("select count(f) from Filter f where f.person = :person", Long.class)
                .setParameter("person", caller.id().value())
                .getSingleResult();
        if (kept >= settings.filters().perPerson()) {
            Limit.FILTERS_PER_PERSON.struck();
            throw new Problem.TooMuch("You keep " + kept + " filters already. Delete one that you do not need.");
        }
    }

    private Filter existing(Caller caller, UUID id) {
        return kept(caller, id)
                .orElseThrow(() -> Problem.NotFound.saying("You keep no such filter. Look for its id in your list."));
    }

    private Optional<Filter> kept(Caller caller, UUID id) {
        return Optional.ofNullable(em.find(Filter.class, new Filter.Key(caller.id(), id)));
    }
}
