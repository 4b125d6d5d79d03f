package dev.tutti.live.hub;

import dev.tutti.base.log.Log;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs tasks one at a time, in the order in which they came, on threads of a shared executor. What only such tasks
 * touch needs no other protection: each sees what those before it did.
 *
 * <p>Those who bring tasks and the thread that runs them touch one field in common, and the thread only when it has done
 * all that it took off last: what one processor writes and another reads at once is dearer than the rest of this.
 */
final class Serial implements Executor {
    private static final System.Logger LOG = Log.of(Serial.class);

    /** A task with its place in the queue. Whoever executes the same often brings it again, as soon as it has begun. */
    static final class Task {
        private final Runnable work;
        /** The one that came before it; once taken off, the one that came after it. */
        private Task next;

        Task(Runnable work) {
            this.work = work;
        }
    }

    /** Stands where nobody waits and no thread is under way. */
    private static final Task IDLE = new Task(() -> {});
    /** Stands behind the last. */
    private static final Task END = new Task(() -> {});

    private final Executor executor;
    private final int share;
    /** Those who have come since the thread looked, the newest first: whoever finds it idle sends a thread. */
    private final AtomicReference<Task> arrived = new AtomicReference<>(IDLE);
    /** Those whom the thread has taken off and not come to in its share, the oldest first. Only the thread's. */
    private Task left = END;

    private final Runnable loop = this::run;

    /** @param share after how many tasks in a row the thread goes to somebody else first */
    Serial(Executor executor, int share) {
        this.executor = executor;
        this.share = share;
    }

    @Override
    public void execute(Runnable task) {
        execute(new Task(task));
    }

    /** @param task that does not wait in any queue */
    void execute(Task task) {
        Task newest;
        do {
            newest = arrived.get();
            task.next = newest == IDLE ? END : newest;
        } while (!arrived.compareAndSet(newest, task));
        if (newest == IDLE) {
            executor.execute(loop);
        }
    }

    private void run() {
        Task task = left == END ? oldestFirst(arrived.getAndSet(END)) : left;
        left = END;
        for (int done = 0; done < share; done++) {
            Task behind = task.next;
            // A task that waits for its next time must not keep those of others who have gone.
            task.next = END;
            try {
                task.work.run();
            } catch (Throwable fault) {
                // Errors too: a feed that stopped here would be silent for ever.
                LOG.log(System.Logger.Level.ERROR, "A task failed; those behind it go on", fault);
            }
            task = behind;
            if (task == END) {
                if (arrived.compareAndSet(END, IDLE)) {
                    return;
                }
                task = oldestFirst(arrived.getAndSet(END));
            }
        }
        left = task;
        executor.execute(loop);
    }

    private static Task oldestFirst(Task newest) {
        Task first = END;
        for (Task task = newest; task != END; ) {
            Task before = task.next;
            task.next = first;
            first = task;
            task = before;
        }
        return first;
    }
}
