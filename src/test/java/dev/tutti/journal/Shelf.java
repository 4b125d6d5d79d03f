package dev.tutti.journal;

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
        String payload = "{\"text\":\"number " + (journals.get(stream).size() + 1) + "\"}";
        return commit(stream, author, new Entry.Happening("test:said", payload, revokes));
    }

    public Entry commit(StreamId stream, Author author, Entry.Happening what) {
        List<Entry> journal = journals.get(stream);
        Position position = new Position(epochs.get(stream), journal.size() + 1, Optional.of(UUID.randomUUID()));
        Entry entry = new Entry(stream, position, what, author, Instant.EPOCH);
        journal.add(entry);
        return entry;
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

    @Override
    public Optional<Position> head(StreamId stream) {
        return Optional.ofNullable(heads(List.of(stream)).get(stream));
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
        List<Entry> page = journals.get(stream).stream()
                .filter(entry -> entry.seq() > after)
                .limit(limit)
                .toList();
        interrupt();
        return page;
    }

    private Position end(StreamId stream) {
        List<Entry> journal = journals.get(stream);
        return journal.isEmpty()
                ? new Position(epochs.get(stream), 0, Optional.empty())
                : journal.get(journal.size() - 1).position();
    }

    private void interrupt() {
        Runnable what = duringRead;
        duringRead = () -> {};
        what.run();
    }
}
