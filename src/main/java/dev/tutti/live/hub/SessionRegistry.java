package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.StreamId;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Who is connected to this node: every session, by its person, and how many there may be. */
@ApplicationScoped
public class SessionRegistry {
    private static final System.Logger LOG = System.getLogger(SessionRegistry.class.getName());

    /** How long a client has to take a close before the application's end takes the connection away. */
    private static final Duration LINGER = Duration.ofSeconds(2);

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

    /** Every session that is not gone, those that are closing or still waiting for admission among them. */
    private final Set<Session> all = ConcurrentHashMap.newKeySet();
    /** Those that count against the limit of their person. A value is touched only inside {@code compute}. */
    private final Map<UserId, Set<Session>> seated = new ConcurrentHashMap<>();

    private final AtomicBoolean draining = new AtomicBoolean();
    private Session.House house;

    @PostConstruct
    void furnish() {
        house = new Session.House(settings.live(), clock, threads.commands());
    }

    /**
     * Begins a session. What its client hears first is {@code connected}, or why it is refused.
     *
     * @param caller whose credential was accepted
     * @param wire the way to the client
     */
    public Session open(Caller caller, Wire wire) {
        Session session = new Session(caller, wire, house, this::unseat);
        all.add(session);
        session.whenOver().thenRun(() -> all.remove(session));
        session.perform(() -> welcome(session));
        if (draining.get()) {
            session.end(CloseCode.RESTART, "the server is stopping");
        } else if (seat(session)) {
            session.admit();
        } else {
            // Half-open connections must not keep their own person out: ask who is still there, and look again.
            Instant asked = clock.instant();
            sessionsOf(caller.id()).forEach(Session::probe);
            Duration wait = settings.door().probe();
            threads.timer().schedule(() -> reconsider(session, asked), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
        return session;
    }

    /** Tells a client why it is not let in, and closes: by force, if it does not take that. */
    public void turnAway(Wire wire, ServerFrame why, CloseCode code) {
        wire.send(why, sent -> wire.close(code, "see the error before"));
        threads.timer().schedule(wire::kill, settings.live().goodbye().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return whether a new handshake can be let through */
    public boolean hasRoom() {
        return !draining.get() && all.size() < settings.door().connections();
    }

    /** @return how many connections there are */
    public int count() {
        return all.size();
    }

    /**
     * Lets nobody in any more, tells everyone when to come back, and closes.
     *
     * @param patience how long to wait for clients to take their last frames, before they are ended by force
     */
    public void closeAll(Duration patience) {
        boolean first = draining.compareAndSet(false, true);
        List<Session> sessions = List.copyOf(all);
        if (first) {
            sessions.forEach(session -> {
                session.say(frames.shutdown(settings.live().reconnectAfter()));
                session.end(CloseCode.RESTART, "the server is stopping");
            });
        }
        await(sessions.stream().map(Session::whenGone), patience);
        // The servers call a connection gone as soon as we have closed it; its client may still be taking the close.
        await(sessions.stream().map(Session::whenOver), LINGER);
        sessions.forEach(Session::kill);
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
        all.forEach(Session::beat);
    }

    private void welcome(Session session) {
        Settings.Client client = settings.client();
        Frames.Terms terms = new Frames.Terms(
                settings.live().pingEvery(), client.frameBytes(), client.joins(), client.framesPerSecond());
        try {
            hub.join(
                    session,
                    StreamId.inbox(session.caller().id()),
                    Optional.empty(),
                    joined -> Optional.of(
                            frames.connected(session.caller().id(), session.id(), joined.position(), terms)));
        } catch (Problem.Unauthenticated ended) {
            session.end(CloseCode.SIGNED_OUT, "signed out");
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "A session could not be welcomed", fault);
            session.end(CloseCode.SERVER_FAULT, "try again");
        }
    }

    private void reconsider(Session session, Instant asked) {
        sessionsOf(session.caller().id()).stream()
                .filter(other -> !other.hasBeenHeardSince(asked))
                .forEach(other -> other.end(CloseCode.NO_PROGRESS, "no answer to ping"));
        if (seat(session)) {
            session.admit();
        } else {
            int limit = settings.door().connectionsPerUser();
            session.say(frames.warning(
                    ErrorCode.LIMIT, "You already have " + limit + " connections. Close one, then come back."));
            session.end(CloseCode.TOO_MANY_CONNECTIONS, "too many connections");
        }
    }

    private Set<Session> sessionsOf(UserId user) {
        Set<Session> copy = new HashSet<>();
        seated.computeIfPresent(user, (id, sessions) -> {
            copy.addAll(sessions);
            return sessions;
        });
        return copy;
    }

    private boolean seat(Session session) {
        boolean seatedNow = seated.compute(session.caller().id(), (id, present) -> {
                    Set<Session> sessions = present == null ? ConcurrentHashMap.newKeySet() : present;
                    if (sessions.size() < settings.door().connectionsPerUser()) {
                        sessions.add(session);
                    }
                    return sessions;
                })
                .contains(session);
        if (seatedNow && !session.isOpen()) {
            // It ended while it waited, before it had a seat to give back.
            unseat(session);
        }
        return seatedNow;
    }

    private void unseat(Session session) {
        seated.computeIfPresent(session.caller().id(), (id, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }
}
