package dev.tutti.base.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trace")
class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SENT = "00-" + ID + "-00f067aa0ba902b7-01";

    @Test
    @DisplayName("is carried on with its id and its flags, and a step of our own")
    void carriedOn() {
        Trace trace = Trace.parse(Optional.of(SENT)).orElseThrow();

        assertEquals(new Trace(ID, "01"), trace);
        Trace next = Trace.parse(Optional.of(trace.parent())).orElseThrow();
        assertEquals(trace, next);
        assertNotEquals(SENT, trace.parent());
    }

    @Test
    @DisplayName("is none where what was sent is none, and nothing else of it is looked at (E16)")
    void none() {
        assertEquals(Optional.empty(), Trace.parse(Optional.empty()));
        for (String sent : List.of(
                "",
                ID,
                SENT + "-x",
                SENT + "\n",
                SENT.replace("00-", "ff-"),
                SENT.replace(ID, "0".repeat(32)),
                SENT.replace(ID, ID.toUpperCase()),
                SENT.replace("00f067aa0ba902b7", "0".repeat(16)))) {
            assertEquals(Optional.empty(), Trace.parse(Optional.of(sent)), sent);
        }
    }

    @Test
    @DisplayName("stands in the lines of the log for as long as the thread works for it")
    void logged() {
        Trail request = Trail.begin("request", "mine");
        Trail.begin(new Trace(ID, "01"));
        assertEquals(" request=mine trace=" + ID, Trail.text());
        assertEquals(Optional.of(new Trace(ID, "01")), Trail.trace());

        request.end();
        assertEquals("", Trail.text());
        assertEquals(Optional.empty(), Trail.trace());
    }
}
