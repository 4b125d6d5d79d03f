package dev.tutti.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The tests that need no server. */
@DisplayName("The browser's client")
class BrowserClientTest {
    /** What some of them need; where it cannot be had, those are skipped. */
    private static final List<String> PACKAGES = List.of(
            "react@19.3.1",
            "react-test-renderer@19.3.1",
            "@types/react@19.3.0",
            "typescript@7.0.2",
            "esbuild@0.28.2",
            "ajv@8.20.0",
            "@asyncapi/specs@6.11.1",
            "@seriousme/openapi-schema-validator@2.11.0");

    @TestFactory
    @Timeout(420)
    @DisplayName("does what its own tests say")
    Stream<DynamicTest> ownTests() throws IOException {
        NodeTests.fetch(PACKAGES);
        return NodeTests.in(Path.of("src/test/js"), Map.of(), Duration.ofSeconds(200));
    }
}
