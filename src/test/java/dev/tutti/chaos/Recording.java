package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * What one follower of a workspace wrote down, without judging it.
 *
 * @param person the id of who followed
 */
record Recording(String name, String person, List<Stretch> stretches) {
    /**
     * An event as it was heard.
     *
     * @param at when, by {@link System#nanoTime}
     * @param since when the connection that it was heard on had joined
     */
    record Heard(long seq, String type, JsonObject payload, long at, long since) {}

    /** What was heard from one snapshot on. */
    record Stretch(long start, List<Heard> events) {
        long end() {
            return events.isEmpty() ? start : events.get(events.size() - 1).seq();
        }
    }

    /** @return the number of the last event that it has; before any, 0 */
    long end() {
        return stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).end();
    }
}
