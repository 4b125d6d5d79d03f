package dev.tutti.live.hub;

import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Gap;
import dev.tutti.journal.History;
import dev.tutti.journal.Position;
import dev.tutti.journal.Start;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.bus.NodeId;
import dev.tutti.live.bus.Topic;
import dev.tutti.live.protocol.Joined;
import dev.tutti.live.protocol.ServerFrame;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who follows which journal on this node. The hub finds the {@link Feed} of a journal, makes it with its first follower
 * and forgets it with its last; everything else is the feed's.
 */
public class Hub {
    /** Turns of a feed are short, and there may be many in a row. */
    private static final int TURNS = 64;

    private final Gatekeeper gatekeeper;
    private final Workers workers;
    private final Bus bus;
    private final Feed.Surroundings around;
    private final History history;

    private final Map<StreamId, Held> feeds = new ConcurrentHashMap<>();
    private final Hints hints;

    /**
     * @param delivery where feeds take their turns
     * @param reading where pages of journals are read
     */
    record Workers(Executor delivery, Executor reading) {}

    /** A feed, and how many follow it or are about to. */
    private record Held(Feed feed, int holders) {}

    /** Receives those who join. */
    interface Host {
        /** Before the journal's turn, where nothing has been said yet. */
        default void receive(Subscription subscription) {}

        /**
         * In the journal's turn, before any of its entries.
         *
         * @return whether the session has been greeted by now
         */
        boolean greet(Joined joined, Subscription subscription);
    }

    /** @param bus by which other nodes tell of what is new in the journals that are followed here */
    Hub(Gatekeeper gatekeeper, Workers workers, Feed.Surroundings around, Bus bus) {
        this.gatekeeper = gatekeeper;
        this.workers = workers;
        this.around = around;
        this.history = around.history();
        this.bus = bus;
        this.hints = new Hints(this, workers.reading());
        bus.listen(Topic.HINT, hints);
        bus.listen(Topic.WHISPER, this::hearWhisper);
    }

    /**
     * Makes a session follow a journal: from the position that its client has reached, or else from where it ends now.
     * A journal that it already follows is followed anew. Where the client cannot go on from its position, the session
     * does not follow at all, rather than with a hole.
     *
     * @param greeting the answer, if one is wanted, said before any entry
     * @throws Problem.NotFound when there is no such journal, or it is not for the session's caller
     */
    public void join(
            Session session,
            StreamId stream,
            Optional<Position> since,
            Function<Joined, Optional<ServerFrame>> greeting) {
        join(session, stream, since, (joined, subscription) -> {
            greeting.apply(joined).ifPresent(session::say);
            return true;
        });
    }

    /**
     * Makes a session follow several journals, each from its own position or its end.
     *
     * @param greeting told how each of them was joined, in the order of {@code wanted}, when all have been and before
     *     the first entry of any
     * @throws Problem.NotFound as above, for any of them; the session should end then
     */
    public void join(Session session, Map<StreamId, Optional<Position>> wanted, Consumer<List<Joined>> greeting) {
        Party party = new Party(List.copyOf(wanted.keySet()), greeting);
        wanted.forEach((stream, since) -> join(session, stream, since, party));
    }

    void join(Session session, StreamId stream, Optional<Position> since, Host host) {
        // The order matters: from here on the feed hears of new entries. Where the journal ends and what the caller may
        // is looked up after that, in one look: a removal that commits later lies behind that end and is heard.
        Feed feed = take(stream);
        Start start;
        try {
            start = gatekeeper.start(session.caller(), stream, since);
        } catch (RuntimeException refused) {
            release(feed);
            throw refused;
        }
        Position head = start.head();
        Optional<Gap> gap = start.gap();
        gap.ifPresent(found -> Count.RESETS.up(found.wire()));
        Count.JOINS.up(gap.isPresent() ? "gap" : since.isPresent() ? "resumed" : "new");
        Subscription subscription = new Subscription(session, feed, workers.reading());
        host.receive(subscription);
        if (gap.isPresent()) {
            subscription.mute();
        }
        session.follow(subscription).ifPresent(replaced -> feed.turn(() -> replaced.end(Departure.LOST)));
        if (!session.isOpen()) {
            // It ended meanwhile, perhaps too late to see this subscription among those that end with it.
            feed.turn(() -> subscription.end(session.departure()));
        }
        long cursor = gap.isPresent() ? head.seq() : since.orElse(head).seq();
        feed.admit(subscription, head, cursor, () -> {
            Joined joined = new Joined(stream, head, since.isPresent() && gap.isEmpty(), gap, feed.online());
            if (host.greet(joined, subscription)) {
                session.greeted();
            }
        });
    }

    /** Makes a session follow a journal no more. */
    public void leave(Session session, StreamId stream, Runnable whenLeft) {
        session.following(stream)
                .ifPresentOrElse(
                        subscription -> subscription.feed().turn(() -> {
                            subscription.end(Departure.LEFT);
                            whenLeft.run();
                        }),
                        whenLeft);
    }

    /**
     * Tells those who follow a journal something ephemeral: lost when it is late, replaced by a newer one of the same
     * key.
     *
     * @param by who says it, and does not hear it over the connection that their echo names
     */
    public void whisper(StreamId stream, Whisper whisper, Author by) {
        whisperHere(stream, whisper, by);
        if (bus.state() != Bus.State.ALONE) {
            bus.say(stream, Topic.WHISPER, new Whispered(whisper, by).bytes());
        }
    }

    private void whisperHere(StreamId stream, Whisper whisper, Author by) {
        feed(stream).ifPresent(feed -> feed.whisper(whisper, by));
    }

    private void hearWhisper(StreamId stream, NodeId from, byte[] said) {
        Whispered whispered = Whispered.read(said);
        whisperHere(stream, whispered.whisper(), whispered.by());
    }

    /** @return the session as one that follows this journal, if it does */
    public Optional<Follower> follower(Session session, StreamId stream) {
        return session.following(stream).map(Follower.class::cast);
    }

    /** @return how far the journal has been told here; -1 where nobody follows it */
    public long toldUpTo(StreamId stream) {
        return feed(stream).map(Feed::end).orElse(-1L);
    }

    /** Does something in the journal's turn; not at all where nobody follows or {@linkplain #hold holds} it here. */
    public void turn(StreamId stream, Runnable work) {
        feed(stream).ifPresent(feed -> feed.turn(work));
    }

    /** Lets the journal be followed here, though there may be nobody who does, until it is released as often. */
    public void hold(StreamId stream) {
        take(stream);
    }

    public void release(StreamId stream) {
        feed(stream).ifPresent(this::release);
    }

    /** An entry was committed. Only enqueues: this is the committing thread. */
    void hear(Entry entry) {
        Count.COMMITS.up(entry.stream().kind() == StreamId.Kind.INBOX ? "inbox" : "workspace");
        feed(entry.stream()).ifPresent(feed -> feed.hear(entry));
        bus.hint(entry.stream(), entry.seq());
    }

    /** Another node says that the journal has an entry of this number. */
    void hint(StreamId stream, long seq) {
        feed(stream).ifPresent(feed -> feed.hint(seq));
    }

    /**
     * Looks where all followed journals end, in one query. This finds what no hint told of: an entry of another node,
     * a commit whose reply was lost, a history that was replaced.
     */
    void look() {
        look(feeds.keySet());
    }

    /** The same for these journals. */
    void look(Collection<StreamId> streams) {
        Map<StreamId, Position> before = new HashMap<>();
        streams.forEach(stream -> feed(stream).flatMap(Feed::head).ifPresent(head -> before.put(stream, head)));
        if (!before.isEmpty()) {
            history.heads(before.keySet())
                    .forEach((stream, stored) -> feed(stream).ifPresent(feed -> feed.look(stored, before.get(stream))));
        }
    }

    /** @return what has gone through each workspace that is followed here */
    public Stream<Traffic> traffic() {
        return feeds.values().stream()
                .map(Held::feed)
                .filter(feed -> feed.stream().kind() == StreamId.Kind.WORKSPACE)
                .map(Feed::traffic);
    }

    /** @return how many journals are followed here */
    int feeds() {
        return feeds.size();
    }

    /** @return whether anybody follows the journal here, or is about to */
    boolean hasFeed(StreamId stream) {
        return feeds.containsKey(stream);
    }

    private Optional<Feed> feed(StreamId stream) {
        return Optional.ofNullable(feeds.get(stream)).map(Held::feed);
    }

    private Feed take(StreamId stream) {
        return feeds.compute(
                        stream,
                        (name, held) ->
                                held == null ? new Held(newFeed(name), 1) : new Held(held.feed(), held.holders() + 1))
                .feed();
    }

    private void release(Feed feed) {
        feeds.computeIfPresent(feed.stream(), (name, held) -> {
            if (held.holders() > 1) {
                return new Held(held.feed(), held.holders() - 1);
            }
            bus.forget(name);
            return null;
        });
    }

    private Feed newFeed(StreamId stream) {
        bus.follow(stream);
        return new Feed(stream, around, new Serial(workers.delivery(), TURNS), this::release);
    }
}
