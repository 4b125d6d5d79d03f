package dev.tutti.live.hub;

import dev.tutti.base.log.Log;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they came, on threads of a shared executor. What only such tasks
 * touch needs no other protection: each sees what those before it did.
 */
final class Serial implements Executor {
    private static final System.Logger LOG = Log.of(Serial.class);
    private final Executor executor;
    private final int share;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** How many tasks wait or run: whoever raises it from zero sends a thread. Each is in the queue before it is counted. */
    private final AtomicInteger tasks = new AtomicInteger();

    private final Runnable loop = this::run;

    /** @param share after how many tasks in a row the thread goes to somebody else first */
    Serial(Executor executor, int share) {
        this.executor = executor;
        this.share = share;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        if (tasks.getAndIncrement() == 0) {
            executor.execute(loop);
        }
    }

    private void run() {
        for (int done = 0; done < share; done++) {
            try {
                waiting.remove().run();
            } catch (Throwable fault) {
                // Errors too: a feed that stopped here would be silent for ever.
                LOG.log(System.Logger.Level.ERROR, "A task failed; those behind it go on", fault);
            }
            if (tasks.decrementAndGet() == 0) {
                return;
            }
        }
        executor.execute(loop);
    }
}
