package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Distribution;
import dev.tutti.journal.Author;
import dev.tutti.journal.Gap;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.ServerFrame;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One session following one journal: its cursor, and with it the promise that the session hears every entry once and
 * in order. The entry numbered {@code cursor + 1} is the only one that is ever sent.
 *
 * <p>A subscription that cannot take an entry, because its session's queue is full or because entries before it are
 * missing, is <i>behind</i>: it ignores the live entries and reads on from the ring or the journal until it has caught
 * up. A new subscriber, a slow reader and a lost hint are all just that.
 *
 * <p>Everything happens in the feed's turn.
 */
final class Subscription implements Follower {
    private static final int LEAST_PAGE = 8;

    private final Session session;
    private final Feed feed;
    private final Executor reader;

    /** Written in the feed's turn; also looked at outside of it. */
    private volatile long cursor;
    /** Where the journal ended when the session's rights were looked up: what revoked any before is covered by that. */
    private long checked;
    /** Says nothing, for the client has a hole that it must fill first; but what shuts it out still does. */
    private boolean muted;
    /**
     * Waits for a page of the journal or for the session's queue to drain, and so lets live entries pass. Also looked at
     * outside of the feed's turn.
     */
    private volatile boolean waiting;
    /** Waits for the session's other journals, before the first entry of any. */
    private boolean held;

    /** Hears nothing that is not in the journal: its access has ended at an entry that it has yet to reach. */
    private boolean hushed;

    /** Has not been told a change of what is not in the journal, and is to be told the whole when it has caught up. */
    private boolean withheld;

    private boolean ended;
    /** How many entries to read at once: fewer, where the session did not take all of the last ones. */
    private int pageSize = Feed.PAGE;

    private Departure departure = Departure.LOST;

    /** @param reader where pages of the journal are read */
    Subscription(Session session, Feed feed, Executor reader) {
        this.session = session;
        this.feed = feed;
        this.reader = reader;
    }

    @Override
    public StreamId stream() {
        return feed.stream();
    }

    @Override
    public UserId user() {
        return session.caller().id();
    }

    @Override
    public UUID connection() {
        return session.id();
    }

    Feed feed() {
        return feed;
    }

    /**
     * @return whether entries that the feed has told are still to be read for the session. Then it is told nothing else: what
     *     its client has not read yet may be that they were removed
     */
    boolean isBehind() {
        return waiting;
    }

    /** @return how far it is, at about this moment */
    Glimpse.Followed glimpse() {
        long here = cursor;
        return new Glimpse.Followed(stream().kind().wire(), stream().id(), here, Math.max(0, feed.end() - here));
    }

    /** @return whether nobody hears it any more: also where its session is over, and its own end has yet to have its turn */
    boolean isOver() {
        return ended || !session.isOpen();
    }

    /** @return how it ended, or would if it did now */
    Departure departure() {
        return departure;
    }

    /** @return whether its client is there for longer than a page */
    boolean stays() {
        return session.stays();
    }

    @Override
    public boolean hears() {
        return !isOver() && !muted && !held && !hushed;
    }

    /** The session hears nothing, and is only shut out by what shuts it out. */
    void mute() {
        muted = true;
    }

    /** The session hears nothing yet, and everything from its position on after {@link #release}. */
    void hold() {
        held = true;
        waiting = true;
    }

    void release() {
        held = false;
        feed.listen(this);
        goOn();
    }

    private void goOn() {
        waiting = false;
        catchUp();
    }

    /**
     * @param seq the number of the last entry that the session has
     * @param end where the journal ended when its rights were looked up
     */
    void start(long seq, long end) {
        cursor = seq;
        checked = end;
    }

    /** An entry was told by the feed. */
    void hear(Feed.Told told) {
        if (isOver() || told.entry().seq() <= cursor) {
            return;
        }
        if (waiting) {
            cutOff(told);
        } else if (told.entry().seq() == cursor + 1) {
            deliver(told);
        } else {
            catchUp();
        }
    }

    /** Sends what the feed has told since the cursor, as far as it is at hand and the session takes it. */
    void catchUp() {
        while (!isOver() && !waiting && cursor < feed.end()) {
            Optional<Feed.Told> next = feed.recent(cursor + 1);
            if (next.isPresent()) {
                deliver(next.get().later());
            } else {
                waiting = true;
                Count.CATCH_UPS.up();
                Distribution.CATCH_UP_LAG.add(feed.end() - cursor);
                feed.read(cursor, pageSize, reader, session::isOpen, this::page);
            }
        }
        if (withheld && !waiting) {
            withheld = false;
            feed.listen(this);
        }
    }

    @Override
    public boolean isOf(Author author) {
        // The connection first: to find the person of each follower takes a way through memory that nobody else goes.
        return author.echo().connection().filter(session.id()::equals).isPresent()
                && author.id().equals(user());
    }

    @Override
    public void turn(Runnable work) {
        feed.turn(work);
    }

    @Override
    public boolean whisper(Whisper whisper) {
        return !hears()
                || !waiting && session.outbox().whisper(feed.name() + whisper.key(), whisper.frame(), whisper.life());
    }

    @Override
    public void relay(Parcel parcel, Supplier<ServerFrame> missed) {
        if (!hears()) {
            return;
        }
        if (waiting) {
            session.outbox().miss(parcel.key(), missed);
        } else {
            session.outbox().relay(parcel, missed);
        }
    }

    @Override
    public void miss(String key, Supplier<ServerFrame> missed) {
        if (hears()) {
            session.outbox().miss(feed.name() + key, missed);
        }
    }

    @Override
    public void forget(String keyPrefix) {
        session.outbox().purge(feed.name() + keyPrefix);
    }

    @Override
    public void update(String key, ServerFrame change, Supplier<ServerFrame> whole) {
        if (waiting) {
            withheld = true;
        } else if (hears()) {
            session.outbox().update(feed.name() + key, change, whole);
        }
    }

    /** Nothing but the journal reaches the session any more. */
    void hush() {
        hushed = true;
        session.outbox().purge(feed.name());
    }

    /** Nothing of this journal reaches the session any more. */
    void end(Departure how) {
        if (!ended) {
            ended = true;
            departure = how;
            session.outbox().purge(feed.name());
            session.forget(this);
            feed.dismiss(this);
        }
    }

    /**
     * There is no way on from the cursor. A client without its inbox would not be told when its sign-in ends, so it
     * comes back by a new handshake, which looks that up. So does one that has not been greeted yet: the greeting would
     * promise what is not so any more.
     */
    void lose(Gap gap) {
        if (muted) {
            // The client knows, and is on its way to a snapshot.
            end(Departure.LOST);
        } else {
            Count.RESETS.up(gap.wire());
            end(Departure.LOST, feed.frames().reset(stream(), gap));
        }
        if (held || stream().kind() == StreamId.Kind.INBOX) {
            session.end(CloseCode.RESTART, "a journal is another one now");
        }
    }

    private void end(Departure how, ServerFrame lastWord) {
        end(how);
        session.say(lastWord);
    }

    /** @param read empty when the journal could not be read: whoever looks at its head next makes us try again */
    private void page(Optional<List<Feed.Told>> read) {
        waiting = false;
        if (isOver() || read.isEmpty()) {
            return;
        }
        Count.CATCH_UP_ENTRIES.up(read.get().size());
        read.get().forEach(this::cutOff);
        long before = cursor;
        for (Feed.Told told : read.get()) {
            if (isOver()) {
                return;
            }
            if (waiting) {
                pageSize = (int) Math.max(LEAST_PAGE, 2 * (cursor - before));
                return;
            }
            if (told.entry().seq() != cursor + 1) {
                break;
            }
            deliver(told);
        }
        boolean whole = !read.get().isEmpty()
                && read.get().get(read.get().size() - 1).entry().seq() == cursor;
        if (!isOver() && !waiting) {
            pageSize = Math.min(Feed.PAGE, 2 * pageSize);
            if (whole) {
                catchUp();
            } else {
                lose(Gap.TOO_OLD);
            }
        }
    }

    private void deliver(Feed.Told told) {
        if (!muted) {
            if (!session.outbox().offer(frame(told))) {
                waiting = true;
                session.outbox().whenDrained(() -> feed.turn(this::goOn));
                cutOff(told);
                return;
            }
            feed.delivered();
        }
        cursor = told.entry().seq();
        if (cursor > checked) {
            told.entry().what().revokes().ifPresent(this::obey);
        }
    }

    private ServerFrame frame(Feed.Told told) {
        boolean mine = isOf(told.entry().who());
        return mine ? feed.frames().skip(told.entry()) : told.frame();
    }

    /** The end of a sign-in or an account waits for no slow reader. */
    private void cutOff(Feed.Told told) {
        told.entry().what().revokes().filter(this::endsTheSession).ifPresent(end -> {
            if (told.entry().seq() > checked) {
                session.cutOff();
            }
        });
    }

    private boolean endsTheSession(Revocation revocation) {
        return switch (revocation.scope()) {
            case SIGN_IN -> revocation.id().equals(session.caller().credential().signIn());
            case ACCOUNT -> true;
            case MEMBER, WORKSPACE -> false;
        };
    }

    /** @return whether this entry ends its access: those up to the journal's end of that time do not */
    boolean isShutOutBy(Revocation revocation, long seq) {
        return seq > checked
                && switch (revocation.scope()) {
                    case MEMBER -> revocation.id().equals(user().value());
                    case WORKSPACE -> true;
                    case SIGN_IN, ACCOUNT -> false;
                };
    }

    private void obey(Revocation revocation) {
        switch (revocation.scope()) {
            case MEMBER -> {
                if (revocation.id().equals(user().value())) {
                    end(Departure.LEFT, feed.frames().accessRevoked(stream()));
                }
            }
            case WORKSPACE -> end(Departure.LEFT, feed.frames().accessRevoked(stream()));
            case SIGN_IN, ACCOUNT -> {
                if (endsTheSession(revocation)) {
                    session.signedOut();
                }
            }
        }
    }
}
