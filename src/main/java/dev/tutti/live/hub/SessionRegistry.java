package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.limit.RateLimiter;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.bus.Bus;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is connected to this node: every session, by its person, and how many there may be. */
@ApplicationScoped
public class SessionRegistry {
    private static final System.Logger LOG = Log.of(SessionRegistry.class);

    /** How long a client has to take a close before the application's end takes the connection away. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /**
     * A connection that ends while its own handshake is still being finished leaves one server with objects that are
     * already somebody else's: the next handshake is then answered with 404 (seen in Payara 6.2025).
     */
    private static final Duration BREATH = Duration.ofMillis(100);

    private static final Duration BEAT = Duration.ofSeconds(1);

    @Inject
    Hub hub;

    @Inject
    Frames frames;

    @Inject
    Settings settings;

    @Inject
    Clock clock;

    @Inject
    Threads threads;

    @Inject
    Bus bus;

    LongSupplier nanos = System::nanoTime;
    Clock steady;

    /** Every session that is not gone, those that are closing or still waiting for admission among them, and its kind. */
    private final Map<Session, Seat> all = new ConcurrentHashMap<>();

    /** How many of them there are of each kind. */
    private final Map<Seat, LongAdder> kinds =
            Stream.of(Seat.values()).collect(Collectors.toUnmodifiableMap(seat -> seat, seat -> new LongAdder()));

    /** Those who were not let in, and are still being told so. */
    private final Set<Wire> turnedAway = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean draining = new AtomicBoolean();
    private Session.House house;
    private Seats seats;
    private RateLimiter turnstile;
    private SharedSeats shared;

    @PostConstruct
    void furnish() {
        int rate = settings.door().perSecond();
        steady = new SteadyClock(nanos);
        turnstile = new RateLimiter(steady, rate, rate, Duration.ofSeconds(1));
        house = new Session.House(
                settings.live(),
                Outbox.Bounds.of(settings.live(), settings.rooms()),
                clock,
                steady,
                threads.lanes(),
                threads.commands());
        seats = new Seats(settings.door(), steady);
        shared = new SharedSeats(bus, seats, this, nanos);
        if (!shared.isAlone()) {
            every(BEAT, shared::beat);
        }
    }

    /**
     * Begins a session that follows its person's inbox, and more when it asks. What its client hears first is
     * {@code connected}, or why it is refused.
     *
     * @param caller whose credential was accepted
     * @param wire the way to the client
     */
    public Session open(Caller caller, Wire wire) {
        return open(caller, wire, Seat.SOCKET, this::welcome);
    }

    /**
     * Begins a session.
     *
     * @param welcome done once it has a seat, off the container's threads
     */
    public Session open(Caller caller, Wire wire, Seat seat, Consumer<Session> welcome) {
        Session session = new Session(caller, wire, house, ended -> giveBack(ended, seat));
        all.put(session, seat);
        kinds.get(seat).increment();
        session.whenOver().thenRun(() -> {
            all.remove(session);
            kinds.get(seat).decrement();
        });
        share(session, seat);
        session.perform(() -> begin(session, welcome));
        if (draining.get()) {
            Count.HANDSHAKES.up(seat.word(), "stopping");
            session.end(CloseCode.RESTART, "the server is stopping");
        } else if (take(session, seat)) {
            admit(session, seat);
        } else if (seat.isLasting()) {
            // Half-open connections must not keep their own person out: ask who is still there, and look again.
            Duration patience = shared.patience(caller.id(), seat);
            probe(caller.id(), seat);
            shared.probe(caller.id(), seat);
            after(patience, () -> reconsider(session, seat));
        } else {
            seats.displace(session, seat)
                    .ifPresentOrElse(eldest -> relieve(eldest, session, seat), () -> turnDown(session, seat));
        }
        return session;
    }

    private static void admit(Session session, Seat seat) {
        Count.HANDSHAKES.up(seat.word(), "accepted");
        session.admit();
    }

    private static void relieve(Session eldest, Session session, Seat seat) {
        seat.struck();
        eldest.end(CloseCode.GOING_AWAY, "a newer one takes its place");
        admit(session, seat);
    }

    private void turnDown(Session session, Seat seat) {
        Count.HANDSHAKES.up(seat.word(), "too_many");
        refuse(session, seat);
    }

    /** Does something later, on a thread that must not wait. */
    public Future<?> after(Duration delay, Runnable what) {
        return threads.timer().schedule(what, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does something again and again, on a thread that must not wait. Whatever it throws does not end it. */
    public void every(Duration delay, Runnable what) {
        threads.timer()
                .scheduleWithFixedDelay(
                        () -> {
                            try {
                                what.run();
                            } catch (Throwable fault) {
                                LOG.log(System.Logger.Level.ERROR, "What is done regularly failed; it goes on", fault);
                            }
                        },
                        delay.toMillis(),
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** @return what every connection may expect and is expected to keep to */
    public Frames.Terms terms() {
        Settings.Client client = settings.client();
        return new Frames.Terms(
                settings.live().pingEvery(), client.frameBytes(), client.joins(), client.framesPerSecond());
    }

    /**
     * Tells a client why it is not let in, and closes: by force, if it does not take that. Until then it takes up room
     * like any other, for without a credential anybody could have more connections than there may be.
     */
    public void turnAway(Wire wire, ServerFrame why, CloseCode code) {
        turnedAway.add(wire);
        // Not on the thread that tells of the send: it may be the container's, and the send not be over before that is
        // let go.
        Runnable close = () -> wire.close(code, "see the error before");
        after(BREATH, () -> wire.send(why, sent -> after(Duration.ZERO, close)));
        after(BREATH.plus(settings.live().goodbye()), () -> kill(wire));
    }

    private void kill(Wire wire) {
        if (turnedAway.remove(wire)) {
            wire.kill();
        }
    }

    /** @return whether there is room for one more connection */
    public boolean hasRoom() {
        return !draining.get()
                && all.size() + turnedAway.size() < settings.door().connections();
    }

    /**
     * Asked once for each connection that begins: a crowd that comes back all at once, after another node has stopped,
     * must not drown this one. What ends soon by itself does not count: it comes back all the time.
     *
     * @return whether it can be let through now; if so, it counts
     */
    public boolean letsIn(Seat seat) {
        boolean room = hasRoom();
        boolean letsIn = room && (!seat.isLasting() || turnstile.allows());
        if (!letsIn && !draining.get()) {
            (room ? Limit.CONNECTIONS_PER_SECOND : Limit.CONNECTIONS).struck();
        }
        return letsIn;
    }

    /** @return how many connections there are of each kind */
    Map<String, Long> connections() {
        return kinds.entrySet().stream()
                .collect(Collectors.toMap(
                        kind -> kind.getKey().word(), kind -> kind.getValue().sum()));
    }

    Stream<Session> sessions() {
        return all.keySet().stream();
    }

    /** @return every session, with its kind */
    Map<Session, Seat> seated() {
        return Collections.unmodifiableMap(all);
    }

    /** @return how many connections there are */
    public int count() {
        return all.size();
    }

    /**
     * Lets nobody in any more, and sees those who are here off one after the other, so that they do not arrive elsewhere
     * all at once. A second call changes nothing.
     *
     * @return over how long it does so
     */
    public Duration drain() {
        Duration window = settings.live().drain();
        if (draining.compareAndSet(false, true)) {
            // The set has no order of its own, so neighbours in a workspace do not go together.
            List<Session> sessions = List.copyOf(all.keySet());
            for (int i = 0; i < sessions.size(); i++) {
                Session session = sessions.get(i);
                after(window.multipliedBy(i).dividedBy(sessions.size()), () -> seeOff(session));
            }
        }
        return window;
    }

    /**
     * Lets nobody in any more, tells everyone when to come back, and closes.
     *
     * @param patience how long to wait for clients to take their last frames, before they are ended by force
     */
    public void closeAll(Duration patience) {
        draining.set(true);
        List<Session> sessions = List.copyOf(all.keySet());
        sessions.forEach(this::seeOff);
        await(sessions.stream().map(Session::whenGone), patience);
        // The servers call a connection gone as soon as we have closed it; its client may still be taking the close.
        await(sessions.stream().map(Session::whenOver), LINGER);
        sessions.forEach(Session::kill);
        List.copyOf(turnedAway).forEach(this::kill);
    }

    /** What waits to be sent to it is sent before. */
    private void seeOff(Session session) {
        if (session.isOpen()) {
            session.say(frames.shutdown(settings.live().reconnectAfter()));
            session.end(CloseCode.RESTART, "the server is stopping");
        }
    }

    private static void await(Stream<CompletableFuture<Void>> futures, Duration patience) {
        CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
        try {
            // Not completeOnTimeout: its timer thread belongs to the virtual machine, and would keep our class loader.
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            // then the rest is not waited for
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    void beat() {
        all.keySet().forEach(Session::beat);
    }

    private static void begin(Session session, Consumer<Session> welcome) {
        if (!session.isOpen()) {
            // Thousands who come and are gone at once must not each cost a look into the database.
            return;
        }
        try {
            welcome.accept(session);
        } catch (Problem.Unauthenticated ended) {
            session.end(CloseCode.SIGNED_OUT, "signed out");
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "A session could not be welcomed", fault);
            session.end(CloseCode.SERVER_FAULT, "try again");
        }
    }

    private void welcome(Session session) {
        hub.join(
                session,
                StreamId.inbox(session.caller().id()),
                Optional.empty(),
                joined ->
                        Optional.of(frames.connected(session.caller().id(), session.id(), joined.position(), terms())));
    }

    /**
     * Asks a person's connections whether they are still there, and ends those that do not answer. Twice, because where
     * nobody answers it is the second write that fails.
     */
    void probe(UserId user, Seat seat) {
        Instant asked = steady.instant();
        Duration wait = settings.door().probe();
        seats.of(user, seat).forEach(Session::probe);
        after(wait.dividedBy(2), () -> seats.of(user, seat).forEach(Session::probe));
        after(wait, () -> seats.of(user, seat).stream()
                .filter(one -> !one.hasBeenHeardSince(asked))
                .forEach(one -> {
                    Limit.PROBE_MILLIS.struck();
                    one.end(CloseCode.NO_PROGRESS, "no answer to ping");
                }));
    }

    /** What the other nodes say of somebody's connections is heard for as long as one is here. */
    private void share(Session session, Seat seat) {
        if (!shared.isAlone() && seat.isLasting()) {
            StreamId inbox = StreamId.inbox(session.caller().id());
            hub.hold(inbox);
            session.whenOver().thenRun(() -> hub.release(inbox));
        }
    }

    private boolean take(Session session, Seat seat) {
        UserId user = session.caller().id();
        boolean taken = seats.take(session, seat, seat.isLasting() ? shared.elsewhere(user, seat) : 0);
        shared.tell(user);
        return taken;
    }

    private void giveBack(Session session, Seat seat) {
        seats.giveBack(session, seat);
        shared.tell(session.caller().id());
    }

    private void reconsider(Session session, Seat seat) {
        if (take(session, seat)) {
            admit(session, seat);
        } else {
            turnDown(session, seat);
        }
    }

    void refuse(Session session, Seat seat) {
        seat.struck();
        int limit = seat.limit(settings.door());
        CloseCode code = CloseCode.TOO_MANY_CONNECTIONS;
        session.say(frames.farewell(code, "You already have " + limit + " connections. Close one, then come back."));
        session.end(code, "too many connections");
    }
}
