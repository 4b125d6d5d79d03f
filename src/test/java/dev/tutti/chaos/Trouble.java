package dev.tutti.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Something that goes wrong, for a time, and is well again at the end.
 *
 * @param needs what must not be in other trouble meanwhile
 * @param restarts whether a node ends in it, and starts again
 * @param course lets it happen. Returns the proof that it did, in words; throws if there is none
 */
record Trouble(String name, Set<Part> needs, boolean restarts, Supplier<String> course) {
    Trouble(String name, Set<Part> needs, Supplier<String> course) {
        this(name, needs, false, course);
    }

    enum Part {
        NODES,
        REDIS,
        DATABASE
    }

    /**
     * What became of it.
     *
     * @param begun by {@link System#nanoTime}
     * @param ended likewise: all was well again
     */
    record Outcome(Trouble trouble, long begun, long ended, boolean proven, String proof) {
        String name() {
            return trouble.name();
        }

        Set<Part> needs() {
            return trouble.needs();
        }

        boolean touches(long from, long to) {
            return begun <= to && from <= ended;
        }

        String line(long zero) {
            return "%4d s  %-44s %3d s  %s  %s"
                    .formatted(
                            Duration.ofNanos(begun - zero).toSeconds(),
                            name(),
                            Duration.ofNanos(ended - begun).toSeconds(),
                            proven ? "proven" : "NOT PROVEN",
                            proof);
        }
    }

    Outcome happen() {
        long begun = System.nanoTime();
        System.out.println(Instant.now() + " " + name);
        try {
            String proof = course.get();
            return new Outcome(this, begun, System.nanoTime(), true, proof);
        } catch (AssertionError | RuntimeException failure) {
            String said = failure.toString();
            return new Outcome(this, begun, System.nanoTime(), false, said.substring(0, Math.min(300, said.length())));
        }
    }
}
