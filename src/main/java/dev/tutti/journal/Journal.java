package dev.tutti.journal;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tutti.base.json.JsonText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a change is told. The entry is written in the writer's own transaction, so that either both the change and the
 * news of it are there, or neither.
 *
 * <p>Each journal has one writer at a time: {@link #hold} takes the row lock of the journal's head, and the lock lasts
 * to the end of the transaction. A use case holds the journal before it looks at what it is about to change, so it
 * decides on a state that nobody else is changing (decision 0003).
 *
 * <p>Lock order: a workspace's journal, then entities, then inboxes by ascending user id.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Journal {
    private static final Comparator<StreamId> LOCK_ORDER =
            Comparator.comparing(StreamId::kind).thenComparing(StreamId::id);

    @PersistenceContext
    EntityManager em;

    @Inject
    Event<Entry> written;

    @Inject
    Event<FactTold> told;

    @Inject
    Clock clock;

    /** Starts a journal, together with the thing whose journal it is. */
    public Position open(StreamId stream) {
        StreamHead head = new StreamHead(stream, newEpoch());
        em.persist(head);
        return head.position();
    }

    /**
     * Makes the caller the journal's only writer until its transaction ends, after waiting for its turn.
     *
     * @return where the journal ends, and will end until the caller appends; empty when there is no such journal
     */
    public Optional<Position> hold(StreamId stream) {
        return head(stream).map(StreamHead::position);
    }

    /**
     * Tells a fact to all who follow the journal, now and later. They hear of it after the commit, through
     * {@link Entry} observed {@code AFTER_SUCCESS}; features that have something to add hear of it at once and inside
     * the transaction, through {@link FactTold}.
     *
     * @return the position of the new entry
     */
    public Position append(StreamId stream, Author author, Fact fact) {
        // The changed entities go first: an entry must never be there without them.
        em.flush();
        StreamHead head = head(stream).orElseThrow(() -> new IllegalStateException("No journal " + stream));
        Entry entry = new Entry(
                stream,
                head.advance(UuidCreator.getTimeOrderedEpoch()),
                new Entry.Happening(fact.type(), JsonText.of(fact.payload()), fact.revokes()),
                author,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        em.persist(new JournalLine(entry, fact.subject()));
        written.fire(entry);
        told.fire(new FactTold(stream, author, fact, entry.position()));
        return entry.position();
    }

    /**
     * Says that every journal's history is another one from here on, as it is after a backup was restored. Numbers go
     * on; but nobody goes on from a position of before, and everybody starts from a snapshot.
     */
    public void replaceAll() {
        // One by one, in the order in which everybody takes these locks; a single update takes them as they lie.
        em.createQuery("select h.stream from StreamHead h", String.class).getResultList().stream()
                .map(StreamId::parse)
                .sorted(LOCK_ORDER)
                .toList()
                .forEach(this::replace);
    }

    /**
     * The same for one journal.
     *
     * @return whether there is such a journal
     */
    public boolean replace(StreamId stream) {
        Optional<StreamHead> found = head(stream);
        found.ifPresent(head -> head.replace(newEpoch()));
        return found.isPresent();
    }

    /** Eight random characters: enough that a history replaced by another is never taken for it. */
    private static String newEpoch() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private Optional<StreamHead> head(StreamId stream) {
        return Optional.ofNullable(em.find(StreamHead.class, stream.toString(), LockModeType.PESSIMISTIC_WRITE));
    }
}
