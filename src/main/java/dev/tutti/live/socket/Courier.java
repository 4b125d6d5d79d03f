package dev.tutti.live.socket;

import dev.tutti.base.config.Settings;
import dev.tutti.base.limit.RateLimiter;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.hub.Gatekeeper;
import dev.tutti.live.hub.Hub;
import dev.tutti.live.hub.Session;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import dev.tutti.live.room.BinaryFrame;
import dev.tutti.live.room.Place;
import dev.tutti.live.room.Rooms;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes one client's binary frames to the others in its rooms, in order. They come much faster than commands, so they have
 * rates of their own.
 */
final class Courier {
    private static final System.Logger LOG = Log.of(Courier.class);

    private final Session session;
    private final House house;
    private final RateLimiter frames;
    private final RateLimiter bytes;
    private final RateLimiter refusals;
    private final RateLimiter complaints;
    private final Patience patience;

    /** What has been received and not been relayed yet. */
    private final AtomicInteger framesWaiting = new AtomicInteger();

    private final AtomicInteger bytesWaiting = new AtomicInteger();

    /** Up to which entry of each journal the client is known to have the right to write; its commands' alone. */
    private final Map<UUID, Long> mayWrite = new HashMap<>();

    /** What couriers have in common. */
    @Dependent
    static class House {
        @Inject
        Hub hub;

        @Inject
        Rooms rooms;

        @Inject
        Gatekeeper gatekeeper;

        @Inject
        Frames frames;

        @Inject
        Settings settings;

        @Inject
        Clock clock;
    }

    Courier(Session session, House house) {
        this.session = session;
        this.house = house;
        Settings.Rooms limits = house.settings.rooms();
        Clock clock = house.clock;
        Duration second = Duration.ofSeconds(1);
        this.frames = new RateLimiter(clock, limits.frameBurst(), limits.framesPerSecond(), second);
        this.bytes = new RateLimiter(clock, limits.byteBurst(), limits.bytesPerSecond(), second);
        Settings.Client client = house.settings.client();
        this.refusals = new RateLimiter(clock, client.frameBurst(), client.framesPerSecond(), second);
        this.complaints = new RateLimiter(clock, 1, 1, second);
        this.patience = new Patience(clock);
    }

    /** Takes a message on the container's thread, which is let go at once. */
    void receive(byte[] message) {
        if (!session.isOpen()) {
            return;
        }
        Settings.Rooms limits = house.settings.rooms();
        if (framesWaiting.get() >= limits.frameBurst() || !frames.allows()) {
            tooMany(Limit.BINARY_FRAMES_PER_SECOND);
            return;
        }
        if (bytesWaiting.get() >= limits.byteBurst() || !bytes.allows(message.length)) {
            tooMany(Limit.BINARY_BYTES_PER_SECOND);
            return;
        }
        framesWaiting.incrementAndGet();
        bytesWaiting.addAndGet(message.length);
        session.perform(() -> deliver(message));
    }

    private void deliver(byte[] message) {
        Runnable done = () -> {
            framesWaiting.decrementAndGet();
            bytesWaiting.addAndGet(-message.length);
        };
        try {
            BinaryFrame frame = BinaryFrame.read(message);
            house.rooms.checkIsIn(session, frame.place());
            checkMayWrite(frame.place());
            house.rooms.relay(session, frame, done);
        } catch (Problem problem) {
            done.run();
            refuse(problem);
        } catch (RuntimeException fault) {
            done.run();
            String errorId = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "relay.fault error=" + errorId, fault);
            session.say(house.frames.fault(Optional.empty(), errorId));
        }
    }

    /** Rights change by entries of the workspace's journal only: they are looked up anew when it has grown. */
    private void checkMayWrite(Place place) {
        UUID workspace = place.workspace().id();
        long end = house.hub.toldUpTo(place.workspace());
        if (mayWrite.getOrDefault(workspace, -1L) != end) {
            house.gatekeeper.checkMayWrite(session.caller(), workspace);
            mayWrite.put(workspace, end);
        }
    }

    /** At the rate of commands, for so much is answered. */
    private void refuse(Problem problem) {
        if (refusals.allows()) {
            say(problem);
        } else {
            tooMany(Limit.FRAMES_PER_SECOND);
        }
    }

    /** Said once a second: whoever sends a thousand frames must not be sent away for not reading a thousand answers. */
    private void tooMany(Limit limit) {
        limit.struck();
        if (patience.isOver()) {
            CloseCode code = CloseCode.TOO_MANY_MESSAGES;
            session.say(house.frames.farewell(code, "You are sent away for too many binary frames."));
            session.end(code, "too many messages");
        } else if (complaints.allows()) {
            say(new Problem.NotNow(
                    ErrorCode.RATE_LIMITED,
                    "You send too many binary frames. Some were not passed on.",
                    Duration.ofSeconds(1)));
        }
    }

    private void say(Problem problem) {
        session.say(house.frames.refusal(Optional.empty(), problem));
    }
}
