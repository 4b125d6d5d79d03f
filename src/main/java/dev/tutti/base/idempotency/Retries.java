package dev.tutti.base.idempotency;

import dev.tutti.base.config.Settings;
import dev.tutti.base.database.Duplicate;
import dev.tutti.base.database.LockWait;
import dev.tutti.base.database.Tries;
import dev.tutti.base.metrics.Limit;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carries a write out once, however often it is tried. Tries that arrive while the first one runs wait for it: on the
 * same node here, before they have begun a transaction that could stand in anybody's way; on another node for the row
 * that the first one holds.
 */
@ApplicationScoped
public class Retries {
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    @Inject
    Replies replies;

    @Inject
    Tries tries;

    @Inject
    Settings settings;

    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /**
     * A try that is being carried out.
     *
     * @param end done when it is over, with the reply unless it failed
     */
    private record Running(Attempt attempt, CompletableFuture<Optional<Reply>> end) {}

    /**
     * @param work the write, in whose transaction its reply is kept
     * @return its reply, whoever carried it out
     * @throws Problem.Invalid {@code idempotency_mismatch} when the key was used for something else
     * @throws Problem.NotNow when another try is still running
     * @throws Exception whatever the work throws; then it was not carried out, and the next try is a first one
     */
    public Outcome once(Attempt attempt, Callable<Reply> work) throws Exception {
        long deadline = System.nanoTime() + settings.retries().patience().toNanos();
        Running mine = new Running(attempt, new CompletableFuture<>());
        Running other = running.putIfAbsent(attempt.write(), mine);
        while (other != null) {
            Optional<Reply> reply = await(other, deadline - System.nanoTime());
            if (reply.isPresent()) {
                attempt.mustAskFor(other.attempt().request());
                return new Outcome(reply.get(), true);
            }
            other = running.putIfAbsent(attempt.write(), mine);
        }
        Optional<Reply> reply = Optional.empty();
        try {
            Outcome outcome = alone(attempt, work);
            reply = Optional.of(outcome.reply());
            return outcome;
        } finally {
            running.remove(attempt.write());
            mine.end().complete(reply);
        }
    }

    /**
     * Carries out a write that came without a key: once, as far as we can tell.
     *
     * @throws Exception whatever the work throws
     */
    public <T> T withoutKey(Callable<T> work) throws Exception {
        return tries.carryOut(work);
    }

    private Outcome alone(Attempt attempt, Callable<Reply> work) throws Exception {
        try {
            return tries.carryOut(() -> replies.once(attempt, work));
        } catch (Replies.Taken taken) {
            if (!Duplicate.isBehind(taken) && !LockWait.isBehind(taken)) {
                throw taken;
            }
            // The other node's transaction has ended, or goes on: what it has committed is seen from a new one.
            return replies.find(attempt).map(reply -> new Outcome(reply, true)).orElseThrow(Retries::stillRunning);
        }
    }

    private static Optional<Reply> await(Running other, long nanos) {
        try {
            return other.end().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw stillRunning();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw stillRunning();
        }
    }

    private static Problem stillRunning() {
        Limit.IDEMPOTENCY_WAIT_MILLIS.struck();
        return new Problem.NotNow(
                ErrorCode.CONFLICT,
                "A request with this key is still running. Send the same again a little later.",
                COME_BACK);
    }
}
