package dev.tutti.base.log;

import java.util.Optional;

/**
 * What a thread is about: the request, or the connection. Whatever is logged meanwhile says so. Threads belong to servers and
 * outlive us, so a trail must be ended by whoever began it.
 */
public final class Trail {
    private static final Place NOWHERE = new Place("", Optional.empty());
    private static final ThreadLocal<Place> HERE = new ThreadLocal<>();

    private final Place before;

    private record Place(String text, Optional<Trace> trace) {}

    private Trail(Place before) {
        this.before = before;
    }

    /**
     * @param key one word
     * @param id letters, digits, dots, dashes and underscores: what a client sends must be looked at before
     */
    public static Trail begin(String key, String id) {
        return begin(here().text() + ' ' + key + '=' + id, here().trace());
    }

    /** What follows belongs to a trace that others began. */
    public static Trail begin(Trace trace) {
        return begin(here().text() + " trace=" + trace.id(), Optional.of(trace));
    }

    private static Trail begin(String text, Optional<Trace> trace) {
        Trail trail = new Trail(here());
        HERE.set(new Place(text, trace));
        return trail;
    }

    /** Does something that is about this. */
    public static void during(String key, String id, Runnable work) {
        Trail trail = begin(key, id);
        try {
            work.run();
        } finally {
            trail.end();
        }
    }

    /** The thread is about what it was about before. */
    public void end() {
        if (before.equals(NOWHERE)) {
            HERE.remove();
        } else {
            HERE.set(before);
        }
    }

    /** @return the trace that the thread's work belongs to, if it was told of one */
    public static Optional<Trace> trace() {
        return here().trace();
    }

    static String text() {
        return here().text();
    }

    private static Place here() {
        return Optional.ofNullable(HERE.get()).orElse(NOWHERE);
    }
}
