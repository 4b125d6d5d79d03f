package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Handshakes that somebody asks about")
class HandshakesTest {
    private final Handshakes handshakes = new Handshakes();

    @Test
    @DisplayName("are known by their ids, each by what came of it last")
    void known() {
        handshakes.note("one", "upgrade");
        handshakes.note("other", "origin");
        handshakes.note("one", "accepted");

        assertEquals(Optional.of("accepted"), handshakes.outcome("one"));
        assertEquals(Optional.of("origin"), handshakes.outcome("other"));
        assertEquals(Optional.empty(), handshakes.outcome("third"));
    }

    @Test
    @DisplayName("are forgotten when so many others have come, and no id is kept that is longer than one has to be")
    void bounded() {
        handshakes.note("first", "origin");
        IntStream.range(0, Handshakes.MOST).forEach(i -> handshakes.note("" + i, "upgrade"));
        handshakes.note("x".repeat(65), "origin");

        assertEquals(Optional.empty(), handshakes.outcome("first"));
        assertEquals(Optional.of("upgrade"), handshakes.outcome("0"));
        assertEquals(Optional.empty(), handshakes.outcome("x".repeat(65)));
    }
}
