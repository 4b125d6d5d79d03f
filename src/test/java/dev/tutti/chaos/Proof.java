package dev.tutti.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** That something is so, after a while. */
final class Proof {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private Proof() {}

    /**
     * @param limit also for how long it takes to tell
     * @return in words, what was so, and after how long
     */
    static String of(String what, Duration limit, BooleanSupplier isSo) {
        long begin = System.nanoTime();
        while (true) {
            boolean so = isSo.getAsBoolean();
            Duration after = Duration.ofNanos(System.nanoTime() - begin);
            if (after.compareTo(limit) > 0) {
                throw new AssertionError("not so within " + limit + (so ? ", but after " + after : "") + ": " + what);
            }
            if (so) {
                return what + " after " + after.toMillis() + " ms";
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
    }
}
