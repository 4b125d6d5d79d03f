package dev.tutti.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** That something is so, after a while. */
final class Proof {
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private Proof() {}

    /** @return in words, what was so, and after how long */
    static String of(String what, Duration limit, BooleanSupplier isSo) {
        long begin = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not so within " + limit + ": " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
        return what + " after " + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms";
    }
}
