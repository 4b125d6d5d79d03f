package dev.tutti.work.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.log.Trace;
import dev.tutti.base.log.Trail;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The trace of what a webhook tells")
class TracesTest {
    private static final Trace TRACE = new Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");

    private final Traces traces = new Traces();

    @Test
    @DisplayName("is that of the request which wrote it, and goes with what is posted")
    void goesOn() {
        Entry entry = entry(1);
        Trail trail = Trail.begin(TRACE);
        traces.note(entry);
        trail.end();

        assertEquals(Optional.of(TRACE), traces.of(entry));
        String parent = headers(entry).get("traceparent");
        assertEquals(Optional.of(TRACE), Trace.parse(Optional.of(parent)));
    }

    @Test
    @DisplayName("is none where the request told of none, or another node wrote it")
    void none() {
        Entry entry = entry(1);
        traces.note(entry);

        assertEquals(Optional.empty(), traces.of(entry));
        assertFalse(headers(entry).containsKey("traceparent"));
        assertTrue(headers(entry).containsKey("webhook-id"));
    }

    @Test
    @DisplayName("is remembered of the newest ten thousand")
    void bounded() {
        Entry first = entry(1);
        Trail trail = Trail.begin(TRACE);
        traces.note(first);
        for (int seq = 2; seq <= 10_001; seq++) {
            traces.note(entry(seq));
        }
        trail.end();

        assertEquals(Optional.empty(), traces.of(first));
    }

    private Map<String, String> headers(Entry entry) {
        return Message.of(entry, traces.of(entry)).headers(List.of(), Instant.EPOCH);
    }

    private static Entry entry(long seq) {
        return new Entry(
                StreamId.workspace(UUID.randomUUID()),
                new Position("epoch", seq, Optional.of(UUID.randomUUID())),
                new Entry.Happening("test:said", "{}", Optional.empty()),
                Author.SERVER,
                Instant.EPOCH);
    }
}
