package dev.tutti.live.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of those handshakes that somebody will ask about: a browser tells its page nothing of the answer to one. Kept by
 * this node alone, and only until so many others have come.
 */
@ApplicationScoped
public class Handshakes {
    static final int MOST = 1_000;

    private static final int ID_CHARS = 64;

    /** By the ids that the pages gave them. Guarded by itself. */
    private final Map<String, String> outcomes = new LinkedHashMap<>();

    public void note(String id, String outcome) {
        if (id.length() > ID_CHARS) {
            return;
        }
        synchronized (outcomes) {
            outcomes.put(id, outcome);
            if (outcomes.size() > MOST) {
                Iterator<String> eldest = outcomes.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
    }

    /** @return empty where it did not come here, or long ago */
    public Optional<String> outcome(String id) {
        synchronized (outcomes) {
            return Optional.ofNullable(outcomes.get(id));
        }
    }
}
