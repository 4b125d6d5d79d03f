package dev.tutti.work.notification;

import dev.tutti.base.database.StableView;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.History;
import dev.tutti.journal.Inboxes;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.journal.Written;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * What people have chosen to be notified of. A choice is made under the person's inbox, under which they are notified
 * too: what is told in the inbox after it, obeys it.
 */
@ApplicationScoped
@Transactional
public class Choices {
    @PersistenceContext
    EntityManager em;

    @Inject
    Inboxes inboxes;

    @Inject
    History history;

    @Inject
    StableView view;

    /** @return the caller's own, and where their inbox ends when they are so */
    Written<KindSettings> find(Caller caller) {
        view.open();
        return new Written<>(
                of(caller.id()),
                history.extent(StreamId.inbox(caller.id())).orElseThrow().head());
    }

    /** @return what that person wants; good for as long as the asking room holds their inbox */
    @Transactional(Transactional.TxType.MANDATORY)
    KindSettings of(UserId person) {
        return kept(person).map(Choice::settings).orElse(KindSettings.ALL);
    }

    /**
     * Changes the caller's own. What is so already is not told again.
     *
     * @throws Problem.Invalid when the patch names what is no kind, or anything but a truth value
     */
    Written<KindSettings> change(Caller caller, JsonObject patch) {
        Position end = inboxes.hold(caller.id());
        Choice choice = kept(caller.id()).orElseGet(() -> new Choice(caller.id()));
        KindSettings after = choice.settings().with(patch);
        if (after.equals(choice.settings())) {
            return new Written<>(after, end);
        }
        choice.become(after);
        em.persist(choice);
        Position position =
                inboxes.tell(caller.id(), Author.of(caller), new NotificationEvent.SettingsChanged(after.shown()));
        return new Written<>(after, position);
    }

    private Optional<Choice> kept(UserId person) {
        return Optional.ofNullable(em.find(Choice.class, person.value()));
    }
}
