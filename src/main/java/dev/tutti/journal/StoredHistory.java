package dev.tutti.journal;

import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.UserId;
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

    /** No entry has it. */
    private static final UUID NO_MARK = new UUID(0, 0);

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
            heads.putAll(em
                    .createQuery("select h from StreamHead h where h.stream in :names", StreamHead.class)
                    .setParameter("names", some)
                    .getResultList()
                    .stream()
                    .collect(Collectors.toMap(StreamHead::stream, StreamHead::position)));
        }
        return heads;
    }

    @Override
    public List<Entry> after(StreamId stream, long after, int limit) {
        return em
                .createQuery(
                        "select l from JournalLine l where l.stream = :stream and l.seq > :after order by l.seq",
                        JournalLine.class)
                .setParameter("stream", stream.toString())
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .stream()
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
        return query.getResultList().stream().map(JournalLine::entry).toList();
    }

    @Override
    public Optional<Start> start(StreamId stream, UserId reader, Optional<Position> since, Condition allowed) {
        TypedQuery<Object[]> query = em.createQuery(
                        "select h, (select count(k) from JournalLine k"
                                + " where k.stream = h.stream and k.seq = :since and k.mark = :mark),"
                                + " (select count(r) from JournalLine r"
                                + " where r.stream = h.stream and r.seq >= :since and r.revokes = :revocation)"
                                + " from StreamHead h where h.stream = :stream and " + allowed.where(),
                        Object[].class)
                .setParameter("stream", stream.toString())
                .setParameter("since", since.map(Position::seq).orElse(Long.MAX_VALUE))
                .setParameter("mark", since.flatMap(Position::mark).orElse(NO_MARK))
                .setParameter("revocation", Revocation.ofMember(reader).toString());
        allowed.bind(query);
        return query.getResultList().stream()
                .findFirst()
                .map(found -> Start.of(((StreamHead) found[0]).extent(), since, isSome(found[1]), isSome(found[2])));
    }

    private static boolean isSome(Object count) {
        return ((Number) count).longValue() > 0;
    }

    private Optional<StreamHead> head(StreamId stream) {
        return Optional.ofNullable(em.find(StreamHead.class, stream.toString()));
    }
}
