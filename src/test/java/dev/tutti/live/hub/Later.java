package dev.tutti.live.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/** An executor whose tasks run when a test says so, and in the order that it says. */
final class Later implements Executor {
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs everything, and whatever that brings about. */
    void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    /** The same, and after each of them what it brought about elsewhere. */
    void runAll(Runnable elsewhere) {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
            elsewhere.run();
        }
    }

    int size() {
        return tasks.size();
    }

    /** Runs one of the tasks that could be next on a real machine. */
    void runOne(Random random) {
        if (!tasks.isEmpty()) {
            tasks.remove(random.nextInt(tasks.size())).run();
        }
    }
}
