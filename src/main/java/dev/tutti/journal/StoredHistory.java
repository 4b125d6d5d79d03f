package dev.tutti.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the journals from the database. */
@ApplicationScoped
@Transactional
class StoredHistory implements History {
    /** Heads asked for in one statement: PostgreSQL takes at most 32,767 parameters, and long lists plan slowly. */
    private static final int HEADS_PER_QUERY = 1_000;

    @PersistenceContext
    EntityManager em;

    @Override
    public Optional<Extent> extent(StreamId stream) {
        return head(stream).map(StreamHead::extent);
    }

    @Override
    public Map<StreamId, Position> heads(Collection<StreamId> streams) {
        List<String> names = streams.stream().map(StreamId::toString).toList();
        Map<StreamId, Position> heads = new HashMap<>();
        for (int from = 0; from < names.size(); from += HEADS_PER_QUERY) {
            List<String> some = names.subList(from, Math.min(names.size(), from + HEADS_PER_QUERY));
            heads.putAll(em.createQuery("select h from StreamHead h where h.stream in :names", StreamHead.class)
                    .setParameter("names", some)
                    .getResultStream()
                    .collect(Collectors.toMap(StreamHead::stream, StreamHead::position)));
        }
        return heads;
    }

    @Override
    public List<Entry> after(StreamId stream, long after, int limit) {
        return em.createQuery(
                        "select l from JournalLine l where l.stream = :stream and l.seq > :after order by l.seq",
                        JournalLine.class)
                .setParameter("stream", stream.toString())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(JournalLine::entry)
                .toList();
    }

    @Override
    public List<Entry> before(StreamId stream, Optional<UUID> subject, long before, int limit) {
        TypedQuery<JournalLine> query = em.createQuery(
                        "select l from JournalLine l where l.stream = :stream and l.seq < :before"
                                + (subject.isPresent() ? " and l.subject = :subject" : "") + " order by l.seq desc",
                        JournalLine.class)
                .setParameter("stream", stream.toString())
                .setParameter("before", before)
                .setMaxResults(limit);
        subject.ifPresent(id -> query.setParameter("subject", id));
        return query.getResultStream().map(JournalLine::entry).toList();
    }

    @Override
    public boolean contains(StreamId stream, Position position) {
        return position.mark().isEmpty() || mark(stream, position.seq()).equals(position.mark());
    }

    @Override
    public boolean revokes(StreamId stream, long from, Revocation revocation) {
        return em.createQuery(
                                "select count(l) from JournalLine l"
                                        + " where l.stream = :stream and l.revokes = :revocation and l.seq >= :from",
                                Long.class)
                        .setParameter("stream", stream.toString())
                        .setParameter("revocation", revocation.toString())
                        .setParameter("from", from)
                        .getSingleResult()
                > 0;
    }

    private Optional<UUID> mark(StreamId stream, long seq) {
        return em.createQuery("select l.mark from JournalLine l where l.stream = :stream and l.seq = :seq", UUID.class)
                .setParameter("stream", stream.toString())
                .setParameter("seq", seq)
                .getResultStream()
                .findFirst();
    }

    private Optional<StreamHead> head(StreamId stream) {
        return Optional.ofNullable(em.find(StreamHead.class, stream.toString()));
    }
}
