package dev.tutti.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests that are written in the client's own language, run with the Node.js at hand, and told each as one of ours. Skipped
 * where there is no Node.js, or where they lack what they need; with {@code TUTTI_TESTS_WHOLE=true} nothing may be skipped.
 */
public final class NodeTests {
    private static final Path PLACE = Path.of("target/js").toAbsolutePath();
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");
    private static final Pattern RESULT = Pattern.compile("\\s*(not )?ok \\d+ - (.*?)(?: # SKIP(.*))?");
    /** From this one on, Node.js has a WebSocket without being asked. */
    private static final int WITH_SOCKET = 22;

    private NodeTests() {}

    /**
     * What became of a test.
     *
     * @param skipped why it was not run, if it was not
     * @param lines what was said of it, among that why it failed
     */
    private record Result(String name, boolean passed, Optional<String> skipped, List<String> lines) {
        void tell() {
            skipped.ifPresent(why -> Needed.here(false, "skipped:" + why));
            assertTrue(passed, () -> String.join("\n", lines));
        }
    }

    /**
     * @param folder of which every file {@code …test.js} is run
     * @param environment what they are told besides
     * @param most for all of them together
     */
    public static Stream<DynamicTest> in(Path folder, Map<String, String> environment, Duration most)
            throws IOException {
        Optional<Integer> version = version();
        Needed.here(version.isPresent(), "there is no Node.js");
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        if (version.get() < WITH_SOCKET) {
            command.add(1, "--experimental-websocket");
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        List<Result> results = results(run(command, environment, most).orElseThrow());
        assertFalse(results.isEmpty(), "no test was run");
        return results.stream().map(result -> DynamicTest.dynamicTest(result.name(), result::tell));
    }

    /** Where they cannot be had, the tests that need them say so. */
    static void fetch(List<String> packages) {
        List<String> command = new ArrayList<>(List.of(
                "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", PLACE.toString()));
        command.addAll(packages);
        run(command, Map.of(), Duration.ofSeconds(200));
    }

    private static Optional<Integer> version() {
        return run(List.of("node", "--version"), Map.of(), Duration.ofSeconds(30))
                .flatMap(lines -> lines.stream()
                        .map(VERSION::matcher)
                        .filter(Matcher::matches)
                        .map(found -> Integer.valueOf(found.group(1)))
                        .findFirst());
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
    private static Optional<List<String>> run(List<String> command, Map<String, String> environment, Duration most) {
        try {
            Files.createDirectories(PLACE);
            Path output = Files.createTempFile(PLACE, "output-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            if (Files.isDirectory(PLACE.resolve("node_modules/react"))) {
                builder.environment().put("TUTTI_NODE_MODULES", PLACE.toString());
            }
            Process process = builder.start();
            boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            List<String> said = Files.readAllLines(output);
            assertTrue(ended, () -> "did not end: " + String.join(" ", command) + "\n" + String.join("\n", said));
            return Optional.of(said);
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
