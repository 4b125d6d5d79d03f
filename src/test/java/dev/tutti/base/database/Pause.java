package dev.tutti.base.database;

import java.util.concurrent.TimeUnit;

/** Between two looks at a process of its own that tells nobody when it is done. */
final class Pause {
    private Pause() {}

    static void brief() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
