package dev.tutti.bench;

import dev.tutti.bench.server.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Has a server do what it will be measured with: for a while, and on until its compilers have hardly anything to do any
 * more. A Java compiles what it does often, and what a request to a Jakarta EE server runs through is so much that this can take
 * minutes; whatever is not a Java is warm after the while.
 */
final class WarmUp {
    /** Of the processor time of a server that is warm, what its compilers take at most. */
    private static final double COMPILING = 0.05;
    /** Times the least time: whoever compiles on then is measured as they are, and the table says so. */
    private static final int LONGEST = 12;

    private final Session session;
    private final String who;
    private final Usage usage;

    /** @param who is warmed up and for what, for the table */
    WarmUp(Session session, String who, Usage usage) {
        this.session = session;
        this.who = who;
        this.usage = usage;
    }

    /** A part of what will be measured, which takes about as long as it is told. */
    @FunctionalInterface
    interface Slice {
        void take(Duration time) throws IOException;
    }

    void by(Slice slice) throws IOException {
        Duration least = session.plan().warmUp();
        long begin = System.nanoTime();
        double compiling = 0;
        Duration passed = Duration.ZERO;
        while (passed.compareTo(least) < 0
                || compiling > COMPILING && passed.compareTo(least.multipliedBy(LONGEST)) < 0) {
            Map<String, Long> before = usage.compilerMicros();
            long all = usage.cpuMicros();
            slice.take(least.dividedBy(2));
            // Compilers that have nothing to do end, and others begin.
            long compilers = usage.compilerMicros().entrySet().stream()
                    .mapToLong(one -> one.getValue() - before.getOrDefault(one.getKey(), 0L))
                    .sum();
            compiling = compilers / (double) Math.max(1, usage.cpuMicros() - all);
            passed = Duration.ofNanos(System.nanoTime() - begin);
        }
        String warm = "%s: warmed up for %d s; its compilers took %.0f %% of its processor time in the last part of it"
                .formatted(who, passed.toSeconds(), 100 * compiling);
        Session.say(warm);
        if (compiling > COMPILING) {
            session.figures().note(warm);
        }
    }
}
