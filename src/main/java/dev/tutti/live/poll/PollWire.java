package dev.tutti.live.poll;

import dev.tutti.base.json.JsonText;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.http.Exchange;
import dev.tutti.live.http.Refusal;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.Wire;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Joined;
import dev.tutti.live.protocol.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The way to a client that takes one page: it gathers the entries of one journal until there are as many as were asked
 * for, or as many as the journal had when it was joined, or one where it had none. Then the page is the answer, and
 * nothing else is taken: the client's next poll asks for it.
 */
final class PollWire implements Wire {
    /** A page ends with the entry that reaches this; the container holds it until its client has read it. */
    private static final int MOST_BYTES = 262_144;

    /** The last word on a journal. */
    private static final Set<String> LAST = Set.of("access:revoked", "reset");

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

    private final Exchange exchange;
    private final StreamId stream;
    private final int limit;

    /** Guarded by this, as is everything below. */
    private final List<String> items = new ArrayList<>();

    private int bytes;
    private Optional<Position> reached = Optional.empty();
    /** The number of the entry that completes the page. */
    private long goal = Long.MAX_VALUE;

    private boolean answered;

    PollWire(Exchange exchange, StreamId stream, int limit) {
        this.exchange = exchange;
        this.stream = stream;
        this.limit = limit;
    }

    /**
     * Learns where the journal ends, before its first entry. This answers who asked for just that, and who cannot go on.
     *
     * @return whether there are entries to come that the journal already has
     */
    boolean follow(Joined joined, Optional<Position> since) {
        if (joined.gap().isPresent()) {
            refuse(new Problem.Gone(joined.gap().get().wire()));
            return false;
        }
        Position start = since.orElse(joined.position());
        boolean behind = start.seq() < joined.position().seq();
        synchronized (this) {
            reached = Optional.of(start);
            goal = behind ? joined.position().seq() : start.seq() + 1;
        }
        if (since.isEmpty()) {
            answer(taken -> {});
        }
        return behind;
    }

    /** Refuses, where nothing has been answered yet. */
    void refuse(RuntimeException why) {
        refuse(Refusal.of(why));
    }

    @Override
    public void send(ServerFrame frame, Consumer<Boolean> done) {
        if (gather(frame)) {
            answer(done);
        } else {
            done.accept(true);
        }
    }

    /** @return whether the page is complete with it */
    private synchronized boolean gather(ServerFrame frame) {
        if (answered) {
            return false;
        }
        Optional<Position> place =
                frame.place().filter(it -> it.stream().equals(stream)).map(ServerFrame.Place::position);
        if (place.isEmpty()) {
            return LAST.contains(frame.type());
        }
        items.add(frame.text());
        bytes += frame.bytes();
        reached = place;
        return items.size() >= limit || bytes >= MOST_BYTES || place.get().seq() >= goal;
    }

    @Override
    public boolean hasAnswers() {
        return false;
    }

    @Override
    public boolean stays() {
        return false;
    }

    @Override
    public void ping() {
        // A client that waits for an answer cannot be asked anything.
    }

    /** The time is over, or the session is: whoever may still have it gets what is there. */
    @Override
    public void close(CloseCode code, String reason) {
        boolean signedOut = code.next() == CloseCode.Next.STOP || code.next() == CloseCode.Next.REFRESH_TOKEN;
        boolean empty;
        synchronized (this) {
            empty = reached.isEmpty() || items.isEmpty() && code != CloseCode.GOING_AWAY;
        }
        if (code == CloseCode.TOO_MANY_CONNECTIONS) {
            refuse(Refusal.tooMany(Seat.TURN));
        } else if (signedOut || empty) {
            refuse(Refusal.of(code));
        } else {
            answer(taken -> {});
        }
    }

    @Override
    public void kill() {
        exchange.kill();
    }

    private void refuse(Refusal refusal) {
        synchronized (this) {
            answered = true;
        }
        refusal.send(exchange);
    }

    private void answer(Consumer<Boolean> done) {
        String page;
        synchronized (this) {
            answered = true;
            page = page(reached.orElseThrow());
        }
        if (exchange.begin(200, HEADERS)) {
            exchange.write(page.getBytes(StandardCharsets.UTF_8), done);
            exchange.finish();
        } else {
            done.accept(true);
        }
    }

    private String page(Position position) {
        return "{\"epoch\":" + JsonText.quoted(position.epoch())
                + ",\"seq\":" + position.seq()
                + ",\"mark\":" + position.mark().map(mark -> "\"" + mark + "\"").orElse("null")
                + ",\"items\":[" + String.join(",", items) + "]}";
    }
}
