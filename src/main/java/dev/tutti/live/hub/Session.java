package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.log.Trail;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One connection of one person, whatever its transport: who they are, what they follow, what waits for them, and
 * whether they are still there.
 *
 * <p>A session ends once, for one reason: it stops following everything, says its last words, closes, and after
 * a while ({@code goodbye}) is ended by force, which does nothing where the client has let go.
 */
public final class Session {
    private enum State {
        OPEN,
        CLOSING,
        GONE
    }

    private final UUID id = UUID.randomUUID();
    private final Lease lease;
    private final Wire wire;
    private final Outbox outbox;
    private final Settings.Live limits;
    private final Clock clock;
    private final Clock steady;
    private final Frames frames;
    private final Serial commands;
    private final Consumer<Session> whenEnded;
    private final CompletableFuture<Void> admitted = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private final Instant since;
    private final Map<StreamId, Subscription> following = new ConcurrentHashMap<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile Instant closingSince = Instant.MAX;
    private volatile boolean greeted;
    /** How the session's subscriptions end with it. */
    private volatile Departure departure = Departure.LOST;

    private final Pulse pulse;
    /** When the heads were told last; touched by the beat alone. */
    private Instant headsToldAt;

    /**
     * What sessions have in common.
     *
     * @param bounds of what may wait for one
     * @param clock for what has a date
     * @param steady for how long something lasts
     * @param lanes where what is due to them is sent
     * @param commands where clients' commands are carried out
     */
    record House(
            Settings.Live limits, Outbox.Bounds bounds, Clock clock, Clock steady, Lanes lanes, Executor commands) {}

    /** @param whenEnded told once, when the session no longer counts as connected */
    Session(Caller caller, Wire wire, House house, Consumer<Session> whenEnded) {
        this.wire = wire;
        this.limits = house.limits();
        this.lease = new Lease(caller, limits);
        this.clock = house.clock();
        this.steady = house.steady();
        this.since = clock.instant();
        this.frames = new Frames(clock);
        // One at a time: many who write must not keep out one who only wants to come in.
        this.commands = new Serial(task -> admitted.thenRunAsync(task, house.commands()), 1);
        this.whenEnded = whenEnded;
        this.outbox = new Outbox(wire, house.lanes().of(wire), house.bounds(), System::nanoTime, this::broken);
        this.pulse = new Pulse(limits, steady.instant());
        this.headsToldAt = steady.instant();
    }

    /** @return the id that the client names in {@code X-Connection-Id} */
    public UUID id() {
        return id;
    }

    public Caller caller() {
        return lease.holder();
    }

    /**
     * Goes on with a new token.
     *
     * @throws Problem.Unauthenticated when it is another person's, or another sign-in's
     */
    public void renew(Caller renewed) {
        lease.renew(renewed);
    }

    public boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /**
     * Does something for the client: off the container's threads, after what it asked for before, and not before the
     * session is {@linkplain #admit admitted}.
     */
    public void perform(Runnable command) {
        commands.execute(() -> Trail.during("connection", id.toString(), command));
    }

    /** Lets the session begin with what it is to {@link #perform}. */
    void admit() {
        admitted.complete(null);
    }

    /** The client has been told where it is; what comes without being asked for comes after that. */
    void greeted() {
        greeted = true;
    }

    /** Sends something that is not an entry of a journal; a client that never reads its answers is let go. */
    public void say(ServerFrame frame) {
        if (!outbox.say(frame)) {
            Count.SLOW_CONSUMERS_CLOSED.up();
            end(CloseCode.NO_PROGRESS, "answers are not read");
        }
    }

    /** The client has shown that it is there. */
    public void heard() {
        pulse.heard(steady.instant());
    }

    /** The first part of a message has arrived, and the rest is on its way. */
    public void messageBegins() {
        pulse.messageBegins(steady.instant());
    }

    /** A message is whole. */
    public void messageEnds() {
        pulse.messageEnds(steady.instant());
    }

    /** Says what is queued, closes, and follows nothing from now on. Only the first call has an effect. */
    public void end(CloseCode code, String reason) {
        if (leave(State.OPEN, State.CLOSING)) {
            Count.CONNECTIONS_CLOSED.up(code.word());
            outbox.finish(() -> wire.close(code, reason));
        }
    }

    /** The same, without waiting for a client that takes nothing. */
    private void endNow(CloseCode code, String reason) {
        if (leave(State.OPEN, State.CLOSING)) {
            Count.CONNECTIONS_CLOSED.up(code.word());
            outbox.abandon();
            wire.close(code, reason);
        }
    }

    /**
     * The container is done with the connection. When it was us who closed, both servers say so at once, while the client
     * may still have to take the close: the end by force remains due.
     */
    public void gone() {
        if (leave(State.OPEN, State.GONE)) {
            Count.CONNECTIONS_CLOSED.up("by_client");
        }
        outbox.abandon();
        gone.complete(null);
        if (state.get() == State.GONE) {
            over.complete(null);
        }
    }

    /** The client has closed the connection as one does who goes, and the container is done with it. */
    public void goneForGood() {
        departure = Departure.LEFT;
        gone();
    }

    /** Ends whatever is left of it by force. */
    void kill() {
        if (state.compareAndSet(State.CLOSING, State.GONE)) {
            wire.kill();
            gone();
        }
    }

    /** A frame could not be sent: there is nobody any more, or nobody who can be reached. */
    private void broken() {
        endNow(CloseCode.SERVER_FAULT, "sending failed");
    }

    /** The sign-in or the account is no longer good. */
    void signedOut() {
        departure = Departure.LEFT;
        end(CloseCode.SIGNED_OUT, "signed out");
    }

    /** The same, for one who is behind: what waits for them is not for them any more. */
    void cutOff() {
        departure = Departure.LEFT;
        endNow(CloseCode.SIGNED_OUT, "signed out");
    }

    /** Asks for a sign of life now. */
    void probe() {
        pulse.asked(steady.instant());
        wire.ping();
        if (!wire.hasAnswers()) {
            pulse.heard(steady.instant());
        }
    }

    /** @return whether its client is there for longer than a page */
    boolean stays() {
        return wire.stays();
    }

    Departure departure() {
        return departure;
    }

    boolean hasBeenHeardSince(Instant when) {
        return pulse.hasBeenHeardSince(when);
    }

    /** @return done when the container is done with the connection */
    public CompletableFuture<Void> whenGone() {
        return gone;
    }

    /** @return done when there is nothing left to do for it, and so no {@link #beat} needed */
    CompletableFuture<Void> whenOver() {
        return over;
    }

    /** Does what is due; called about once a second. */
    void beat() {
        Instant now = steady.instant();
        if (state.get() == State.CLOSING) {
            if (isOver(closingSince, limits.goodbye(), now)) {
                Limit.GOODBYE_SECONDS.struck();
                kill();
            }
        } else if (outbox.stalledFor() > limits.stall().toNanos()) {
            Limit.STALL_SECONDS.struck();
            Count.SLOW_CONSUMERS_CLOSED.up();
            endNow(CloseCode.NO_PROGRESS, "nothing was read for too long");
        } else if (lease.isOver(clock.instant())) {
            Limit.TOKEN_GRACE_SECONDS.struck();
            say(frames.warning(ErrorCode.INVALID_TOKEN, "The token has expired. Come back with a new one."));
            end(CloseCode.UNAUTHENTICATED, "token expired");
        } else {
            checkPulse(now);
            if (greeted) {
                warnOfExpiry(clock.instant());
                tellHeads(now);
            }
        }
    }

    private void warnOfExpiry(Instant now) {
        if (lease.takeWarning(now)) {
            say(frames.expiring(lease.expires()));
        }
    }

    /** Behind all that waits to be sent, as what is worth nothing a moment later always is. */
    private void tellHeads(Instant now) {
        if (isOver(headsToldAt, limits.pingEvery(), now)) {
            headsToldAt = now;
            Map<StreamId, Position> heads = new HashMap<>();
            following.forEach((stream, subscription) -> {
                // Whoever is behind knows by itself; the head would only make its client start anew.
                if (!subscription.isBehind()) {
                    subscription.feed().head().ifPresent(head -> heads.put(stream, head));
                }
            });
            outbox.whisper("heartbeat", frames.heartbeat(heads));
        }
    }

    private void checkPulse(Instant now) {
        switch (pulse.verdict(now, outbox.depth() > 0)) {
            case ASK -> probe();
            case SILENT -> {
                Limit.PONG_SECONDS.struck();
                endNow(CloseCode.NO_PROGRESS, "no answer to ping");
            }
            case UNFINISHED -> {
                Limit.MESSAGE_SECONDS.struck();
                endNow(CloseCode.NO_PROGRESS, "a message did not arrive whole");
            }
            case FINE -> {}
        }
    }

    public boolean follows(StreamId stream) {
        return following.containsKey(stream);
    }

    /** @return whether it reads on from any journal because it has not kept up */
    boolean isBehind() {
        return following.values().stream().anyMatch(Subscription::isBehind);
    }

    /** @return how many workspaces are followed */
    public long workspaces() {
        return following.keySet().stream()
                .filter(stream -> stream.kind() == StreamId.Kind.WORKSPACE)
                .count();
    }

    /** @param transport what kind of connection it is */
    Glimpse glimpse(String transport) {
        List<Glimpse.Followed> journals = following.values().stream()
                .map(Subscription::glimpse)
                .sorted(Comparator.comparingLong(Glimpse.Followed::lag).reversed())
                .toList();
        return new Glimpse(
                id,
                Glimpse.Person.of(caller()),
                caller().credential().signIn(),
                transport,
                since,
                outbox.depth(),
                outbox.bytes(),
                outbox.lastType()
                        .map(type -> new Glimpse.Sent(type, clock.instant().minusNanos(outbox.sinceLast()))),
                journals.stream().mapToLong(Glimpse.Followed::lag).max().orElse(0),
                journals.size(),
                journals.stream().limit(Glimpse.JOURNALS).toList());
    }

    Optional<Subscription> following(StreamId stream) {
        return Optional.ofNullable(following.get(stream));
    }

    /**
     * Counts a subscription among those of the session, so that the client's next command finds it, though it may yet
     * have to wait for its feed's turn.
     *
     * @return the one that it replaces
     */
    Optional<Subscription> follow(Subscription subscription) {
        return Optional.ofNullable(following.put(subscription.stream(), subscription));
    }

    void forget(Subscription subscription) {
        following.remove(subscription.stream(), subscription);
    }

    Outbox outbox() {
        return outbox;
    }

    private boolean leave(State from, State to) {
        if (!state.compareAndSet(from, to)) {
            return false;
        }
        closingSince = steady.instant();
        for (Subscription subscription : following.values()) {
            subscription.feed().turn(() -> subscription.end(departure));
        }
        whenEnded.accept(this);
        return true;
    }

    private static boolean isOver(Instant since, Duration allowed, Instant now) {
        return Duration.between(since, now).compareTo(allowed) > 0;
    }
}
