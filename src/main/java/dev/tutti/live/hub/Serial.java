package dev.tutti.live.hub;

import dev.tutti.base.log.Log;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one at a time, in the order in which they came, on threads of a shared executor. What only such tasks
 * touch needs no other protection: each sees what those before it did.
 */
final class Serial implements Executor {
    private static final System.Logger LOG = Log.of(Serial.class);
    private final Executor executor;
    private final int share;
    /** Guarded by itself. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** Guarded by {@link #waiting}: whether a thread is at work here, or on its way. */
    private boolean running;

    /** @param share after how many tasks in a row the thread goes to somebody else first */
    Serial(Executor executor, int share) {
        this.executor = executor;
        this.share = share;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        for (int done = 0; done < share; done++) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (Throwable fault) {
                // Errors too: a feed that stopped here would be silent for ever.
                LOG.log(System.Logger.Level.ERROR, "A task failed; those behind it go on", fault);
            }
        }
        executor.execute(this::run);
    }
}
