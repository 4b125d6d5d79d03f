package dev.tutti.work.webhook;

import dev.tutti.base.log.Log;
import dev.tutti.base.log.Trail;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.outward.Answered;
import dev.tutti.base.outward.Sender;
import dev.tutti.base.outward.Unreached;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Carries out what is to be posted to one address: one message after the other, the next when the one before was taken and
 * the book has noted it. So a message arrives at least once, twice only where a node ends between the two, and none before
 * the one that comes before it.
 */
final class Delivery {
    private static final System.Logger LOG = Log.of(Delivery.class);

    /**
     * After so long others come first, however much there still is: one that takes its time over every message, and takes
     * each, would keep a thread of few for as long as something happens.
     */
    static final Duration TURN = Duration.ofSeconds(5);

    private static final int GONE = 410;

    private final Errands book;
    private final Sender sender;
    private final Backoff backoff;
    private final BooleanSupplier stopping;
    private final Clock clock;

    Delivery(Errands book, Sender sender, Backoff backoff, BooleanSupplier stopping, Clock clock) {
        this.book = book;
        this.sender = sender;
        this.backoff = backoff;
        this.stopping = stopping;
        this.clock = clock;
    }

    /** Posts what there is, until all was taken, something was not, its turn is over, or it is somebody else's errand. */
    void to(UUID webhook) {
        Instant end = now().plus(TURN);
        boolean more = true;
        while (more && now().isBefore(end)) {
            more = book.take(webhook, now())
                    .map(errand -> carryOut(errand, end))
                    .orElse(false);
        }
    }

    /** @return whether to look for more */
    private boolean carryOut(Errand errand, Instant end) {
        if (errand.isRetry() && !stopping.getAsBoolean()) {
            Count.WEBHOOK_RETRIES.up();
        }
        if (errand.gap().isPresent()) {
            Message reset = Message.reset(errand.stream(), errand.gap().get(), errand.head(), now());
            boolean taken = post(errand, reset);
            if (taken) {
                book.giveBack(errand, errand.head(), now());
            }
            return taken;
        }
        Position reached = errand.reached();
        for (Entry entry : errand.entries()) {
            if (stopping.getAsBoolean() || !now().isBefore(end)) {
                book.giveBack(errand, reached, now());
                return false;
            }
            if (!seeTo(errand, entry)) {
                return false;
            }
            reached = entry.position();
        }
        book.giveBack(errand, reached, now());
        return !errand.entries().isEmpty();
    }

    /** @return whether to go on with the next */
    private boolean seeTo(Errand errand, Entry entry) {
        boolean wanted = errand.wanted().includes(entry.what().type());
        if (wanted && !post(errand, Message.of(entry, errand.traces().of(entry)))) {
            return false;
        }
        if (Errands.ends(entry)) {
            book.over(errand);
            return false;
        }
        return !wanted || book.delivered(errand, entry.position(), now());
    }

    private boolean post(Errand errand, Message message) {
        Optional<Trail> trail = message.trace().map(Trail::begin);
        try {
            return isPosted(errand, message);
        } finally {
            trail.ifPresent(Trail::end);
        }
    }

    private boolean isPosted(Errand errand, Message message) {
        try {
            Answered answer =
                    sender.post(errand.destination(), message.headers(errand.secrets(), now()), message.body());
            Count.WEBHOOK_POSTS.up(outcome(answer.status()));
            if (isTaken(answer.status())) {
                return true;
            }
            fail(errand, answered(answer.status()), failures -> pause(failures, answer));
        } catch (Unreached why) {
            if (!stopping.getAsBoolean()) {
                unreached(errand, why);
            }
        }
        return false;
    }

    private void unreached(Errand errand, Unreached why) {
        Count.WEBHOOK_POSTS.up(why.isLate() ? "late" : "unreached");
        if (why.isLate()) {
            Limit.WEBHOOK_ANSWER_SECONDS.struck();
        }
        fail(errand, why.getMessage(), failures -> Optional.of(backoff.pause(failures, Optional.empty(), now())));
    }

    private void fail(Errand errand, String why, Function<Integer, Optional<Duration>> pause) {
        LOG.log(System.Logger.Level.INFO, "webhook.fail cause={0}", why);
        book.failed(errand, why, pause, now());
    }

    /** Who says that it is gone means it. */
    private Optional<Duration> pause(int failures, Answered answer) {
        return answer.status() == GONE
                ? Optional.empty()
                : Optional.of(backoff.pause(failures, answer.retryAfter(), now()));
    }

    private static boolean isTaken(int status) {
        return status / 100 == 2;
    }

    private static String outcome(int status) {
        return isTaken(status) ? "taken" : status == GONE ? "gone" : "refused";
    }

    private static String answered(int status) {
        return "it answered " + status + (status / 100 == 3 ? ", and redirects are not followed" : "");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
