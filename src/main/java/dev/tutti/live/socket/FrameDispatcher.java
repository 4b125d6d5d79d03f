package dev.tutti.live.socket;

import dev.tutti.base.config.Settings;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.limit.RateLimiter;
import dev.tutti.base.log.Log;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.Diagnosis;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.live.hub.Session;
import dev.tutti.live.protocol.ClientFrame;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Frames;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes one client's messages: reads them, keeps the client to its rates, has the command carried out, and answers. A
 * message that is wrong is answered and harms nothing; a client that sends little else is sent away.
 */
final class FrameDispatcher {
    private static final System.Logger LOG = Log.of(FrameDispatcher.class);

    /** After so long what waits for its turn has mostly had it. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private final Session session;
    private final Commands commands;
    private final Frames frames;
    private final Settings.Client limits;
    private final Patience patience;

    private final RateLimiter messages;
    private final RateLimiter nonsense;
    private final RateLimiter guesses;
    /** A client that floods us must not flood the log. */
    private final RateLimiter lines;

    private final AtomicInteger pending = new AtomicInteger();

    FrameDispatcher(Session session, Commands commands, Settings.Client limits, Clock clock) {
        this.session = session;
        this.commands = commands;
        this.frames = new Frames(clock);
        this.limits = limits;
        this.patience = new Patience(clock);
        this.messages = new RateLimiter(clock, limits.frameBurst(), limits.framesPerSecond(), Duration.ofSeconds(1));
        this.nonsense = new RateLimiter(clock, limits.badJson() - 1, limits.badJson() - 1, Duration.ofMinutes(1));
        this.guesses = new RateLimiter(clock, limits.wrongIds(), limits.wrongIds(), Duration.ofMinutes(1));
        this.lines = new RateLimiter(clock, 1, 1, Duration.ofMinutes(1));
    }

    /** Takes a message on the container's thread, which is let go at once. */
    void receive(String message) {
        if (!session.isOpen()) {
            return;
        }
        if (!messages.allows()) {
            tooMany(Limit.FRAMES_PER_SECOND, messages.untilNext());
            return;
        }
        if (pending.get() >= limits.commandsWaiting()) {
            tooMany(Limit.COMMANDS_WAITING, TURN);
            return;
        }
        pending.incrementAndGet();
        session.perform(() -> {
            try {
                if (session.isOpen()) {
                    handle(message);
                }
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    private void handle(String message) {
        Count.COMMANDS.up();
        Optional<JsonValue> id = Optional.empty();
        try {
            JsonObject json = StrictJson.object(message);
            id = ClientFrame.id(json);
            commands.perform(session, ClientFrame.read(json));
        } catch (RuntimeException thrown) {
            Optional<Problem> refusal = Diagnosis.of(thrown);
            if (refusal.isPresent()) {
                session.say(frames.refusal(id, refusal.get()));
                judge(refusal.get());
            } else {
                confess(id, thrown);
            }
        }
    }

    private void confess(Optional<JsonValue> id, RuntimeException fault) {
        String errorId = UUID.randomUUID().toString();
        LOG.log(System.Logger.Level.ERROR, "command.fault error=" + errorId, fault);
        session.say(frames.fault(id, errorId));
    }

    private void judge(Problem problem) {
        if (problem.code() == ErrorCode.BAD_JSON && !nonsense.allows()) {
            Limit.BAD_JSON_PER_MINUTE.struck();
            session.end(CloseCode.PROTOCOL_VIOLATED, "too much that is not JSON");
        } else if (problem.code() == ErrorCode.NOT_FOUND && !guesses.allows()) {
            Limit.WRONG_IDS_PER_MINUTE.struck();
            sendAway("too many wrong ids");
        }
    }

    private void tooMany(Limit limit, Duration wait) {
        limit.struck();
        if (lines.allows()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "rate.limit user={0} connection={1} setting={2}",
                    session.caller().id(),
                    session.id(),
                    limit.setting());
        }
        if (patience.isOver()) {
            sendAway("too many messages");
        } else {
            session.say(frames.refusal(
                    Optional.empty(),
                    new Problem.NotNow(
                            ErrorCode.RATE_LIMITED,
                            "You send too many messages. This one was not carried out.",
                            wait)));
        }
    }

    private void sendAway(String why) {
        session.say(frames.farewell(CloseCode.TOO_MANY_MESSAGES, "You are sent away for " + why + "."));
        session.end(CloseCode.TOO_MANY_MESSAGES, why);
    }
}
