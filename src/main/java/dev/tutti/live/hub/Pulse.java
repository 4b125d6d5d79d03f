package dev.tutti.live.hub;

import dev.tutti.base.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a client is still there. That a frame could be sent proves nothing: the network takes frames for a dead
 * client as long as its buffers last. Only an answer counts.
 */
final class Pulse {
    /** What is to be done about the client. */
    enum Verdict {
        FINE,
        /** Nothing was heard for a while: ping it. */
        ASK,
        /** It was pinged and did not answer in time. */
        SILENT,
        /** It began a message and does not end it. */
        UNFINISHED
    }

    private final Settings.Live limits;

    private volatile Instant heardAt;
    private volatile Instant askedAt;
    /** When the message that is arriving began to; absent between messages. */
    private volatile Optional<Instant> messageSince = Optional.empty();

    Pulse(Settings.Live limits, Instant now) {
        this.limits = limits;
        heardAt = now;
        askedAt = now;
    }

    /** A pong, or a whole message. A part of a message is no sign of life: it may trickle for ever. */
    void heard(Instant now) {
        heardAt = now;
    }

    void messageBegins(Instant now) {
        if (messageSince.isEmpty()) {
            messageSince = Optional.of(now);
        }
    }

    void messageEnds(Instant now) {
        messageSince = Optional.empty();
        heard(now);
    }

    /** The client is being pinged. An earlier ping that was not answered keeps its deadline. */
    void asked(Instant now) {
        if (hasBeenHeardSince(askedAt)) {
            askedAt = now;
        }
    }

    boolean hasBeenHeardSince(Instant when) {
        return !heardAt.isBefore(when);
    }

    /**
     * @param unsent whether frames of ours wait; a ping then waits behind them, and so does its deadline
     */
    Verdict verdict(Instant now, boolean unsent) {
        if (messageSince
                .filter(since -> isOver(since, limits.messageWithin(), now))
                .isPresent()) {
            return Verdict.UNFINISHED;
        }
        if (hasBeenHeardSince(askedAt)) {
            return isOver(askedAt, limits.pingEvery(), now) ? Verdict.ASK : Verdict.FINE;
        }
        return isOver(askedAt, limits.pongWithin(), now) && !unsent ? Verdict.SILENT : Verdict.FINE;
    }

    private static boolean isOver(Instant since, Duration allowed, Instant now) {
        return Duration.between(since, now).compareTo(allowed) > 0;
    }
}
