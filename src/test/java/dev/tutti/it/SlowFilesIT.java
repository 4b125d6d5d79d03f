package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file that comes or goes slowly")
class SlowFilesIT extends ServerIT {
    private static final Map<String, String> TABLE = Map.of("Content-Type", "text/csv");
    /** As set for these tests (TUTTI_FILE_SECONDS), and as long again. */
    private static final Duration TOO_LONG = Duration.ofSeconds(12);

    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final String home = "api/workspaces/" + ada.createsWorkspace("Engine");
    private final String other = "api/workspaces/" + bob.createsWorkspace("Loom");

    @Test
    @DisplayName("is refused before any of it has come where its sender may not import, with a key or without one")
    void strangers() {
        for (String key : new String[] {"", "Idempotency-Key: slow\r\n"}) {
            try (RawTransfer refused = RawTransfer.to(bob, home + "/import", key)) {
                assertEquals(404, refused.status());
            }
            try (RawTransfer refused = RawTransfer.to(bob, "api/workspaces/x/import", key)) {
                assertEquals(404, refused.status());
            }
        }
    }

    @Test
    @DisplayName("keeps at most half of the turns from others, and is refused when it has not come in time")
    void trickles() {
        try (RawTransfer first = RawTransfer.to(ada, home + "/import", "");
                RawTransfer second = RawTransfer.to(ada, home + "/import", "Idempotency-Key: slow\r\n")) {
            first.offers("t");
            second.offers("t");
            bob.as("POST", other + "/import", "title\nOne\n", TABLE).expect(201);

            first.tricklesUntilAnswered();
            assertEquals(413, first.status());
            second.tricklesUntilAnswered();
            assertEquals(413, second.status());
        }
        ada.as("POST", home + "/import", "title\nTwo\n", TABLE).expect(201);
    }

    @Test
    @DisplayName("is cut off when it is not taken in time, and is not to be mistaken for a whole one")
    void drowses() {
        String text = "x".repeat(450);
        ada.as(
                        "POST",
                        home + "/import",
                        "title,description\n"
                                + IntStream.range(0, 20_000)
                                        .mapToObj(i -> i + "," + text)
                                        .collect(Collectors.joining("\n")),
                        TABLE)
                .expect(201);
        int whole = ada.get(home + "/export").expect(200).response().body().length();
        try (RawTransfer export = RawTransfer.from(ada, home + "/export")) {
            assertEquals(200, export.status());
            long end = System.nanoTime() + TOO_LONG.toNanos();
            export.drowsesWhile(() -> System.nanoTime() < end);

            String rest = export.rest();
            assertTrue(rest.length() < whole, rest.length() + " of " + whole);
            assertFalse(rest.endsWith("\r\n0\r\n\r\n"), "the end of a whole file");
        }
    }
}
