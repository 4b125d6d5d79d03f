package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.Commit;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One journal on this node: its live cursor, and all who follow it here.
 *
 * <p>Whatever the feed is told (an entry, a head, a new follower) is only a hint that there is something to do. The
 * next entry is always the one numbered {@code head + 1}; one that arrives too early makes the feed read the journal,
 * one that arrives again is ignored. So hints may be lost, doubled, late or out of order.
 *
 * <p>Everything below happens in the feed's {@link #turns}: one at a time, in order. That is why neither the feed nor
 * its subscriptions have locks.
 */
final class Feed {
    private static final System.Logger LOG = Log.of(Feed.class);

    /** Entries read from the journal at once. */
    static final int PAGE = 500;

    private final StreamId stream;
    /** The journal's, made once: with it begin the keys of all that is told besides. */
    private final String name;

    private final Surroundings around;
    private final Executor turns;
    private final Consumer<Feed> whenLeft;

    private final Set<Subscription> followers = new LinkedHashSet<>();
    private final Ring ring;
    /** The last entry that was told here; absent until the first follower says where the journal ends. */
    private volatile Optional<Position> head = Optional.empty();
    /** How often an entry was taken by a session; written in the feed's turn alone. */
    private volatile long deliveries;
    /** Whether an entry was heard of while the head was not known. */
    private boolean missed;

    /** An entry with its frame, encoded once for all who hear it. */
    record Told(Entry entry, ServerFrame frame) {
        /** @return the same, for one who was behind when it was told */
        Told later() {
            return new Told(entry, frame.later());
        }
    }

    /**
     * What all feeds have in common.
     *
     * @param ringSize how many recent entries to keep
     * @param attendance told of those who come and go
     */
    record Surroundings(History history, Frames frames, int ringSize, Attendance attendance, Commits commits) {}

    /**
     * @param turns where the feed does everything: tasks one at a time, in order
     * @param whenLeft told once for every follower that has gone
     */
    Feed(StreamId stream, Surroundings around, Executor turns, Consumer<Feed> whenLeft) {
        this.stream = stream;
        this.name = stream.toString();
        this.around = around;
        this.turns = turns;
        this.whenLeft = whenLeft;
        this.ring = new Ring(around.ringSize());
    }

    StreamId stream() {
        return stream;
    }

    String name() {
        return name;
    }

    Frames frames() {
        return around.frames();
    }

    /** @return the position of the last entry told here */
    Optional<Position> head() {
        return head;
    }

    /** @return its number; 0 while it is not known */
    long end() {
        return head.map(Position::seq).orElse(0L);
    }

    /** A session has taken an entry. In the feed's turn. */
    void delivered() {
        deliveries = deliveries + 1;
    }

    Traffic traffic() {
        return new Traffic(stream.id(), end(), deliveries);
    }

    /** @return how many people are there, however many connections each has; in the feed's turn */
    int online() {
        return stream.kind() == StreamId.Kind.INBOX ? 1 : around.attendance().online(stream);
    }

    /** Does something in the feed's turn. */
    void turn(Runnable work) {
        turns.execute(work);
    }

    /** An entry was committed. */
    void hear(Entry entry) {
        Commit now = around.commits().now();
        turn(() -> {
            if (head.isEmpty()) {
                missed = true;
            } else if (follows(entry, head.get())) {
                tell(entry, now);
            } else if (entry.seq() > head.get().seq()) {
                fill();
            } else if (contradicts(entry)) {
                reset(Gap.AHEAD_OF_HISTORY);
            }
        });
    }

    /**
     * A number that is given out a second time means that the first one's entry was lost, by a database whose place another
     * one took that did not have it yet. Before anybody looks at the head the numbers may have grown beyond it.
     */
    private boolean contradicts(Entry entry) {
        Optional<Position> told = entry.seq() == end()
                ? head
                : recent(entry.seq()).map(Told::entry).map(Entry::position);
        return told.filter(position -> !position.mark().equals(entry.position().mark()))
                .isPresent();
    }

    /** Another node says that the journal has an entry of this number. It never raises the head: the journal does. */
    void hint(long seq) {
        turn(() -> {
            if (head.isEmpty()) {
                missed = true;
            } else if (seq > head.get().seq()) {
                fill();
            }
        });
    }

    /**
     * Somebody looked where the journal ends.
     *
     * @param stored what they saw
     * @param before this feed's head before they looked: what is stored may never be behind it
     */
    void look(Position stored, Position before) {
        turn(() -> {
            if (!stored.epoch().equals(before.epoch())) {
                reset(Gap.EPOCH_CHANGED);
                return;
            }
            if (stored.seq() <= before.seq() && !stored.equals(before)) {
                reset(Gap.AHEAD_OF_HISTORY);
                return;
            }
            // Without a head there has been a reset since, and nobody is left whom it could be filled for.
            if (head.filter(told -> stored.seq() > told.seq()).isPresent()) {
                Count.HEALS.up();
                long told = end();
                fill();
                Count.HEALED_ENTRIES.up(Math.max(0, end() - told));
            }
            // Whoever is behind for want of an answer, of the database or of a thread, gets going again here.
            List.copyOf(followers).forEach(Subscription::catchUp);
        });
    }

    /**
     * Lets somebody follow. In one turn, so that no event comes between the greeting and the first entry after
     * the cursor, and none that the greeting already covers comes after it.
     *
     * @param end where the journal ended when the follower's rights were looked up
     * @param cursor the number of the last entry that the follower has
     * @param greeting said first
     */
    void admit(Subscription subscription, Position end, long cursor, Runnable greeting) {
        turn(() -> {
            if (subscription.isOver()) {
                leave(subscription);
                return;
            }
            followers.add(subscription);
            if (subscription.stays()) {
                around.attendance().arrived(subscription);
            }
            greeting.run();
            subscription.start(cursor, end.seq());
            listen(subscription);
            if (head.isEmpty()) {
                head = Optional.of(end);
            }
            if (missed || end.seq() > end()) {
                missed = false;
                fill();
            }
            subscription.catchUp();
        });
    }

    /** A follower goes, whatever the reason. In the feed's turn. */
    void dismiss(Subscription subscription) {
        if (followers.remove(subscription)) {
            leave(subscription);
        }
    }

    /** Before the feed may be forgotten, so that those who attend can keep it. */
    private void leave(Subscription subscription) {
        if (subscription.stays()) {
            around.attendance().left(subscription, subscription.departure());
        }
        whenLeft.accept(this);
    }

    /** A follower that was held back or not there before hears what is told, if it does. In the feed's turn. */
    void listen(Subscription subscription) {
        if (subscription.stays() && subscription.hears()) {
            around.attendance().hears(subscription);
        }
    }

    /** Tells something to the followers that is worth nothing a moment later. */
    void whisper(Whisper whisper, Author by) {
        turn(() -> followers.stream()
                .filter(follower -> !follower.isOf(by))
                .forEach(follower -> follower.whisper(whisper)));
    }

    /**
     * Reads on from the journal for a follower that is further behind than the ring reaches.
     *
     * @param limit how many entries at most
     * @param reader where the reading is done, so that it delays nobody else's turn
     * @param awaited whether anybody still waits for it, by the time it can be read. For clients that come and go quickly more
     *     would be read than the database can, and for those who stay nothing
     * @param page given the entries, in the feed's turn; nothing when they could not be read
     */
    void read(long after, int limit, Executor reader, BooleanSupplier awaited, Consumer<Optional<List<Told>>> page) {
        reader.execute(() -> {
            Optional<List<Told>> read = awaited.getAsBoolean() ? page(after, limit) : Optional.empty();
            turn(() -> page.accept(read));
        });
    }

    private Optional<List<Told>> page(long after, int limit) {
        try {
            return Optional.of(around.history().after(stream, after, limit).stream()
                    .map(entry -> new Told(entry, frames().event(entry)))
                    .toList());
        } catch (Throwable unreadable) {
            // Whatever left here would leave the reader waiting for good.
            LOG.log(System.Logger.Level.WARNING, "A page of " + stream + " cannot be read now", unreadable);
            return Optional.empty();
        }
    }

    /** @return the recent entry with this number, if the ring still has it */
    Optional<Told> recent(long seq) {
        return ring.get(seq);
    }

    private void fill() {
        // With the last one told, to see that it is still there: a database that lost its tail uses the numbers again,
        // and may have gone past ours before anybody looked.
        List<Entry> page = around.history().after(stream, end() - 1, PAGE);
        if (!page.isEmpty() && page.get(0).seq() == end()) {
            if (!page.get(0).position().equals(head.orElseThrow())) {
                reset(Gap.AHEAD_OF_HISTORY);
                return;
            }
            page = page.subList(1, page.size());
        }
        while (tellAll(page) && page.size() >= PAGE - 1) {
            page = around.history().after(stream, end(), PAGE);
        }
    }

    /** @return whether they follow on what was told before */
    private boolean tellAll(List<Entry> page) {
        for (Entry entry : page) {
            if (!follows(entry, head.orElseThrow())) {
                // What should come next is not there any more: the past was replaced or trimmed.
                reset(sameEpoch(entry) ? Gap.TOO_OLD : Gap.EPOCH_CHANGED);
                return false;
            }
            tell(entry, around.commits().of(entry));
        }
        return true;
    }

    private boolean sameEpoch(Entry entry) {
        return entry.position().epoch().equals(head.orElseThrow().epoch());
    }

    private void tell(Entry entry, Commit commit) {
        Told told = new Told(entry, frames().event(entry).of(commit));
        head = Optional.of(entry.position());
        ring.add(told);
        entry.what().revokes().ifPresent(revocation -> shutOut(revocation, entry.seq()));
        for (Subscription follower : List.copyOf(followers)) {
            follower.hear(told);
        }
    }

    /**
     * Whoever is behind reaches the entry that ends their access later; but what is worth nothing a moment later they
     * would hear at once, and be seen by those who do.
     */
    private void shutOut(Revocation revocation, long seq) {
        for (Subscription follower : List.copyOf(followers)) {
            if (follower.isShutOutBy(revocation, seq)) {
                follower.hush();
                around.attendance().left(follower, Departure.LEFT);
            }
        }
        switch (revocation.scope()) {
            case MEMBER -> around.attendance().revoked(stream, Optional.of(new UserId(revocation.id())));
            case WORKSPACE -> around.attendance().revoked(stream, Optional.empty());
            case SIGN_IN, ACCOUNT -> {}
        }
    }

    /** The journal is not the one that was followed: nobody may go on from where they are. */
    private void reset(Gap gap) {
        if (gap == Gap.AHEAD_OF_HISTORY) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "log.history_changed stream={0} told={1}: entries that were committed and told are not in the database"
                            + " any more. Those who follow start from a snapshot.",
                    stream,
                    Long.toString(end()));
        }
        ring.clear();
        head = Optional.empty();
        for (Subscription follower : List.copyOf(followers)) {
            follower.lose(gap);
        }
    }

    private static boolean follows(Entry entry, Position position) {
        return entry.seq() == position.seq() + 1 && entry.position().epoch().equals(position.epoch());
    }
}
