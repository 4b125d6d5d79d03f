package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file that comes or goes slowly")
class SlowFilesIT extends ServerIT {
    private static final Map<String, String> TABLE = Map.of("Content-Type", "text/csv");

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
}
