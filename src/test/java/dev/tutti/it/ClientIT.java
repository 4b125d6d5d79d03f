package dev.tutti.it;

import dev.tutti.client.NodeTests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The browser's client and a real server, over each transport, through a network that fails. */
@DisplayName("The browser's client, with a real server")
class ClientIT extends ServerIT {
    @TestFactory
    @Timeout(420)
    @DisplayName("does what its own tests say")
    Stream<DynamicTest> ownTests() throws IOException {
        return NodeTests.in(Path.of("src/test/js/real"), Map.of("TUTTI_URL", BASE.toString()), Duration.ofSeconds(400));
    }
}
