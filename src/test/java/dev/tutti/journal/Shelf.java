package dev.tutti.journal;

import dev.tutti.base.database.Condition;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Journals in memory, whose commits tell nobody: the test decides which hints get through. */
public final class Shelf implements History {
    private final Map<StreamId, List<Entry>> journals = new HashMap<>();
    private final Map<StreamId, String> epochs = new HashMap<>();
    private final Map<StreamId, Long> floors = new HashMap<>();
    private final List<Entry> everything = new ArrayList<>();
    private int reads;
    private Runnable duringRead = () -> {};

    public static final Author SOMEBODY = new Author(new UserId(UUID.randomUUID()), "Somebody", Echo.NONE);

    public void open(StreamId stream) {
        journals.put(stream, new ArrayList<>());
        epochs.put(stream, "epoch1");
    }

    public Entry commit(StreamId stream) {
        return commit(stream, SOMEBODY, Optional.empty());
    }

    public Entry commit(StreamId stream, Author author, Optional<Revocation> revokes) {
        String payload = "{\"text\":\"number " + (end(stream).seq() + 1) + "\"}";
        return commit(stream, author, new Entry.Happening("test:said", payload, revokes));
    }

    public Entry commit(StreamId stream, Author author, Entry.Happening what) {
        List<Entry> journal = journals.get(stream);
        Position position = new Position(epochs.get(stream), end(stream).seq() + 1, Optional.of(UUID.randomUUID()));
        Entry entry = new Entry(stream, position, what, author, Instant.EPOCH);
        journal.add(entry);
        everything.add(entry);
        return entry;
    }

    /** @return how many pages were read */
    public int reads() {
        return reads;
    }

    /** @return every entry that there ever was, those among them that were trimmed or lost */
    public List<Entry> everything(StreamId stream) {
        return everything.stream()
                .filter(entry -> entry.stream().equals(stream))
                .toList();
    }

    /** The journal loses its last entries, as a database does that is restored from a backup. */
    public void loseTail(StreamId stream, int entries) {
        List<Entry> journal = journals.get(stream);
        journal.subList(journal.size() - entries, journal.size()).clear();
    }

    /** Does something during the next look at the journals: after it was taken, before its reader has it. */
    public void duringNextRead(Runnable what) {
        duringRead = what;
    }

    /** The journal forgets its oldest entries, up to this number, but never the last one. */
    public void trim(StreamId stream, long upTo) {
        List<Entry> journal = journals.get(stream);
        floors.put(stream, upTo);
        journal.removeIf(entry -> entry.seq() <= upTo);
    }

    /** The journal's history is another one from here on, as an administrator says after a restore. */
    public void replace(StreamId stream) {
        epochs.put(stream, epochs.get(stream) + "x");
    }

    @Override
    public Optional<Extent> extent(StreamId stream) {
        return Optional.ofNullable(heads(List.of(stream)).get(stream))
                .map(head -> new Extent(floors.getOrDefault(stream, 0L), head));
    }

    /** Lets everybody in: what a condition means only a database knows. */
    @Override
    public Optional<Start> start(StreamId stream, UserId reader, Optional<Position> since, Condition allowed) {
        return extent(stream)
                .map(extent -> Start.of(
                        extent,
                        since,
                        since.filter(position -> contains(stream, position)).isPresent(),
                        since.filter(position -> revokes(stream, position.seq(), Revocation.ofMember(reader)))
                                .isPresent()));
    }

    private boolean contains(StreamId stream, Position position) {
        return journals.get(stream).stream()
                .anyMatch(entry -> entry.position().seq() == position.seq()
                        && entry.position().mark().equals(position.mark()));
    }

    private boolean revokes(StreamId stream, long from, Revocation revocation) {
        return journals.get(stream).stream()
                .anyMatch(entry -> entry.seq() >= from && entry.what().revokes().equals(Optional.of(revocation)));
    }

    @Override
    public Map<StreamId, Position> heads(Collection<StreamId> streams) {
        Map<StreamId, Position> heads =
                streams.stream().filter(journals::containsKey).collect(Collectors.toMap(name -> name, this::end));
        interrupt();
        return heads;
    }

    @Override
    public List<Entry> after(StreamId stream, long after, int limit) {
        reads++;
        List<Entry> page = journals.get(stream).stream()
                .filter(entry -> entry.seq() > after)
                .limit(limit)
                .toList();
        interrupt();
        return page;
    }

    /** Subjects are kept by the real journal alone. */
    @Override
    public List<Entry> before(StreamId stream, Optional<UUID> subject, long before, int limit) {
        throw new UnsupportedOperationException();
    }

    private Position end(StreamId stream) {
        List<Entry> journal = journals.get(stream);
        String epoch = epochs.get(stream);
        if (journal.isEmpty()) {
            return new Position(epoch, 0, Optional.empty());
        }
        Position last = journal.get(journal.size() - 1).position();
        return new Position(epoch, last.seq(), last.mark());
    }

    private void interrupt() {
        Runnable what = duringRead;
        duringRead = () -> {};
        what.run();
    }
}
