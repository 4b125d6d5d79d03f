package dev.tutti.live.hub;

import dev.tutti.base.identity.UserId;
import dev.tutti.journal.Author;
import dev.tutti.journal.Revocation;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.ServerFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

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
final class Subscription {
    private final Session session;
    private final Feed feed;
    private final Executor reader;

    private long cursor;
    /** Waits for a page of the journal or for the session's queue to drain, and so lets live entries pass. */
    private boolean waiting;

    private boolean ended;

    /** @param reader where pages of the journal are read */
    Subscription(Session session, Feed feed, Executor reader) {
        this.session = session;
        this.feed = feed;
        this.reader = reader;
    }

    StreamId stream() {
        return feed.stream();
    }

    UserId user() {
        return session.caller().id();
    }

    Feed feed() {
        return feed;
    }

    boolean hasEnded() {
        return ended;
    }

    /** @param seq the number of the last entry that the session has */
    void start(long seq) {
        cursor = seq;
    }

    /** An entry was told by the feed. */
    void hear(Feed.Told told) {
        if (ended || waiting || told.entry().seq() <= cursor) {
            return;
        }
        if (told.entry().seq() == cursor + 1) {
            deliver(told);
        } else {
            catchUp();
        }
    }

    /** Sends what the feed has told since the cursor, as far as it is at hand and the session takes it. */
    void catchUp() {
        while (!ended
                && !waiting
                && cursor < feed.head().map(head -> head.seq()).orElse(0L)) {
            Optional<Feed.Told> next = feed.recent(cursor + 1);
            if (next.isPresent()) {
                deliver(next.get());
            } else {
                waiting = true;
                feed.read(cursor, reader, this::page);
            }
        }
    }

    void whisper(String key, ServerFrame frame, Session except) {
        if (!ended && session != except) {
            session.outbox().whisper(stream() + key, frame);
        }
    }

    /** Nothing of this journal reaches the session any more. */
    void end() {
        if (!ended) {
            ended = true;
            session.outbox().purge(stream().toString());
            session.forget(this);
            feed.dismiss(this);
        }
    }

    /** The same, with a last word. */
    void end(ServerFrame lastWord) {
        end();
        session.say(lastWord);
    }

    private void page(List<Feed.Told> entries) {
        waiting = false;
        for (Feed.Told told : entries) {
            if (ended || waiting) {
                return;
            }
            if (told.entry().seq() != cursor + 1) {
                end(feed.frames().reset(stream(), "too_old"));
                return;
            }
            deliver(told);
        }
        if (!entries.isEmpty()) {
            catchUp();
        }
    }

    private void deliver(Feed.Told told) {
        if (!session.outbox().offer(frame(told))) {
            waiting = true;
            session.outbox()
                    .whenDrained(() -> feed.turn(() -> {
                        waiting = false;
                        catchUp();
                    }));
            return;
        }
        cursor = told.entry().seq();
        told.entry().what().revokes().ifPresent(this::obey);
    }

    private ServerFrame frame(Feed.Told told) {
        Author author = told.entry().who();
        boolean mine = author.echo().connection().filter(session.id()::equals).isPresent()
                && author.id().equals(user());
        return mine ? feed.frames().skip(told.entry()) : told.frame();
    }

    private void obey(Revocation revocation) {
        switch (revocation.scope()) {
            case MEMBER -> {
                if (revocation.id().equals(user().value())) {
                    end(feed.frames().accessRevoked(stream()));
                }
            }
            case WORKSPACE -> end(feed.frames().accessRevoked(stream()));
            case SIGN_IN -> {
                if (revocation.id().equals(session.caller().credential().signIn())) {
                    session.signedOut();
                }
            }
            case ACCOUNT -> session.signedOut();
        }
    }
}
