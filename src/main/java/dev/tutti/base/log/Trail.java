package dev.tutti.base.log;

/**
 * What a thread is about: the request, or the connection. Whatever is logged meanwhile says so. Threads belong to servers and
 * outlive us, so a trail must be ended by whoever began it.
 */
public final class Trail {
    private static final ThreadLocal<String> HERE = new ThreadLocal<>();

    private final String before;

    private Trail(String before) {
        this.before = before;
    }

    /**
     * @param key one word
     * @param id letters, digits, dots, dashes and underscores: what a client sends must be looked at before
     */
    public static Trail begin(String key, String id) {
        Trail trail = new Trail(text());
        HERE.set(trail.before + ' ' + key + '=' + id);
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
        if (before.isEmpty()) {
            HERE.remove();
        } else {
            HERE.set(before);
        }
    }

    static String text() {
        String here = HERE.get();
        return here == null ? "" : here;
    }
}
