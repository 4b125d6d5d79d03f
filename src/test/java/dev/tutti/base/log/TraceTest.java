package dev.tutti.base.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trace")
class TraceTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String STEP = "00f067aa0ba902b7";
    private static final String SENT = "00-" + ID + "-" + STEP + "-01";

    @Test
    @DisplayName("is handed on as it came, so that what follows hangs beneath a step that somebody knows")
    void carriedOn() {
        Trace trace = Trace.parse(Optional.of(SENT)).orElseThrow();

        assertEquals(new Trace(ID, STEP, "01"), trace);
        assertEquals(SENT, trace.parent());
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
                SENT.replace(STEP, "0".repeat(16)))) {
            assertEquals(Optional.empty(), Trace.parse(Optional.of(sent)), sent);
        }
    }

    @Test
    @DisplayName("stands in the lines of the log for as long as the thread works for it")
    void logged() {
        Trail request = Trail.begin("request", "mine");
        Trail.begin(new Trace(ID, STEP, "01"));
        assertEquals(" request=mine trace=" + ID, Trail.text());
        assertEquals(Optional.of(new Trace(ID, STEP, "01")), Trail.trace());

        request.end();
        assertEquals("", Trail.text());
        assertEquals(Optional.empty(), Trail.trace());
    }
}
