package dev.tutti.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the tests that the client has in its own language, with the Node.js at hand, and tells each of them as one of
 * ours. Skipped where there is no Node.js, and those of the hooks where React cannot be had; with
 * {@code TUTTI_TESTS_WHOLE=true} nothing may be skipped.
 */
@DisplayName("The browser's client")
class BrowserClientTest {
    private static final Path TESTS = Path.of("src/test/js");
    private static final Path PLACE = Path.of("target/js").toAbsolutePath();
    /** What the tests of the hooks need. */
    private static final List<String> PACKAGES = List.of("react@19.3.1", "react-test-renderer@19.3.1");

    private static final Pattern RESULT = Pattern.compile("(not )?ok \\d+ - (.*?)(?: # SKIP(.*))?");

    /**
     * What became of a test.
     *
     * @param skipped why it was not run, if it was not
     * @param lines what was said of it, among that why it failed
     */
    private record Result(String name, boolean passed, Optional<String> skipped, List<String> lines) {
        void tell() {
            if (skipped.isPresent()) {
                assertFalse(mustBeWhole(), "skipped:" + skipped.get());
                assumeFalse(skipped.isPresent(), skipped.get());
            }
            assertTrue(passed, () -> String.join("\n", lines));
        }
    }

    @TestFactory
    @DisplayName("does what its own tests say")
    Stream<DynamicTest> ownTests() throws IOException {
        boolean present = run(List.of("node", "--version")).isPresent();
        assertTrue(present || !mustBeWhole(), "there is no Node.js");
        assumeTrue(present, "there is no Node.js");
        fetchPackages();
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        List<Result> results = results(run(command).orElseThrow());
        assertFalse(results.isEmpty(), "no test was run");
        return results.stream().map(result -> DynamicTest.dynamicTest(result.name(), result::tell));
    }

    /** Where they cannot be had, the tests that need them say so. */
    private static void fetchPackages() {
        List<String> command = new ArrayList<>(List.of(
                "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", PLACE.toString()));
        command.addAll(PACKAGES);
        run(command);
    }

    private static List<Result> results(List<String> lines) {
        List<Result> results = new ArrayList<>();
        for (String line : lines) {
            Matcher result = RESULT.matcher(line);
            if (result.matches()) {
                results.add(new Result(
                        result.group(2),
                        result.group(1) == null,
                        Optional.ofNullable(result.group(3)),
                        new ArrayList<>()));
            } else if (!results.isEmpty()) {
                results.get(results.size() - 1).lines().add(line);
            }
        }
        return results;
    }

    /** @return what the program printed; empty when there is no such program */
    private static Optional<List<String>> run(List<String> command) {
        try {
            Files.createDirectories(PLACE);
            Path output = Files.createTempFile(PLACE, "output-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            if (Files.isDirectory(PLACE.resolve("node_modules/react"))) {
                builder.environment().put("TUTTI_NODE_MODULES", PLACE.toString());
            }
            Process process = builder.start();
            boolean ended = process.waitFor(100, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertTrue(ended, () -> "did not end: " + String.join(" ", command));
            return Optional.of(Files.readAllLines(output));
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean mustBeWhole() {
        return "true".equals(System.getenv("TUTTI_TESTS_WHOLE"));
    }
}
