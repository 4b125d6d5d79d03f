package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.it.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A server that records calls, told to by what OPERATIONS.md says,")
class TracesIT {
    private static final Duration EXPORTED = Duration.ofSeconds(30);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String STEP = "00f067aa0ba902b7";
    /** In what is to be typed: where a collector listens by default. */
    private static final String DEFAULT_PORT = "4317";

    @ParameterizedTest(name = "on {0}")
    @EnumSource(Server.class)
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @DisplayName("has its steps and our lines in the trace that the caller began")
    void oneTrace(Server server) {
        try (SpanCollector collector = new SpanCollector();
                Node node = recording(server, collector)) {
            Person ada = Person.registers(node.address(), "Ada");
            String foreign = Person.registers(node.address(), "Bob").createsWorkspace("Elsewhere");

            ada.as("GET", "api/workspaces/" + foreign, "", Map.of("traceparent", "00-" + TRACE + "-" + STEP + "-01"))
                    .refused(404, "not_found");
            assertEquals(TRACE, logged(node, "authz.deny user=" + ada.id));
            SpanCollector.Span looked = recorded(collector, TRACE);
            assertEquals(STEP, looked.parent());
            assertEquals("GET", looked.name().substring(0, 3));
        }
    }

    private static Node recording(Server server, SpanCollector collector) {
        Node node = Node.of(server, 7);
        String port = Integer.toString(collector.port());
        if (server == Server.PAYARA) {
            for (String variable : manual("OTEL_SDK_DISABLED").split(" ")) {
                String[] sides = variable.replace(DEFAULT_PORT, port).split("=");
                node.with(sides[0], sides[1]);
            }
            return node.starts();
        }
        node.starts();
        try {
            int management = node.port() - 8080 + 9990;
            type(
                    node,
                    manual("subsystem=opentelemetry")
                            .replace(DEFAULT_PORT, port)
                            .replace("--connect", "--connect --controller=127.0.0.1:" + management));
            node.awaitReady();
            return node;
        } catch (AssertionError failure) {
            node.close();
            throw failure;
        }
    }

    /** @return the line that OPERATIONS.md has to be typed or set */
    private static String manual(String word) {
        try {
            return Files.readString(Path.of("src/docs/OPERATIONS.md"))
                    .lines()
                    .filter(line -> line.startsWith("    ") && line.contains(word))
                    .map(String::strip)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void type(Node node, String command) {
        Path said = node.directory().resolve("typed.log");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment().put("WILDFLY_HOME", System.getProperty("wildfly.home"));
        try {
            assertEquals(0, shell.start().waitFor(), () -> read(said));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @return the trace of which our line with these words is */
    private static String logged(Node node, String words) {
        Matcher line = Pattern.compile(Pattern.quote(words) + ".* trace=([0-9a-f]{32})")
                .matcher(node.log());
        return Optional.of(line)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElseThrow();
    }

    private static SpanCollector.Span recorded(SpanCollector collector, String trace) {
        Proof.of("the collector has a step of " + trace, EXPORTED, () -> collector.spans().stream()
                .anyMatch(span -> span.trace().equals(trace)));
        return collector.spans().stream()
                .filter(span -> span.trace().equals(trace))
                .findFirst()
                .orElseThrow();
    }
}
