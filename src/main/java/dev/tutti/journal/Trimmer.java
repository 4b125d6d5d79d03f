package dev.tutti.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Takes the oldest entries off a journal, never the last one, under its head's lock, and remembers there up to where. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class Trimmer {
    @PersistenceContext
    EntityManager em;

    /**
     * What may go.
     *
     * @param before entries that were written before this
     * @param most so many of the newest entries stay
     */
    record Rule(Instant before, int most) {}

    /** @return some of the journals that have something to trim */
    List<StreamId> due(Rule rule, int limit) {
        return em
                .createQuery(
                        "select h.stream from StreamHead h, JournalLine l where l.stream = h.stream and l.seq = h.floor + 1"
                                + " and l.seq < h.seq and (l.writtenAt < :before or h.seq - h.floor > :most)",
                        String.class)
                .setParameter("before", rule.before())
                .setParameter("most", (long) rule.most())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(StreamId::parse)
                .toList();
    }

    /** @return how many entries are gone */
    long trim(StreamId stream, Rule rule, int limit) {
        StreamHead head = em.find(StreamHead.class, stream.toString(), LockModeType.PESSIMISTIC_WRITE);
        long floor = head.extent().floor();
        long surplus = head.position().seq() - rule.most();
        List<JournalLine> oldest = em.createQuery(
                        "select l from JournalLine l where l.stream = :stream and l.seq > :floor and l.seq < :end"
                                + " order by l.seq",
                        JournalLine.class)
                .setParameter("stream", stream.toString())
                .setParameter("floor", floor)
                .setParameter("end", head.position().seq())
                .setMaxResults(limit)
                .getResultList();
        List<Entry> over = oldest.stream()
                .map(JournalLine::entry)
                .takeWhile(entry -> entry.seq() <= surplus || entry.when().isBefore(rule.before()))
                .toList();
        if (!over.isEmpty()) {
            long last = over.get(over.size() - 1).seq();
            head.trim(last);
            em.createQuery("delete from JournalLine l where l.stream = :stream and l.seq <= :last")
                    .setParameter("stream", stream.toString())
                    .setParameter("last", last)
                    .executeUpdate();
        }
        return over.size();
    }
}
