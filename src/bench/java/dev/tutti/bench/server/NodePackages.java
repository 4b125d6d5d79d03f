package dev.tutti.bench.server;

import jakarta.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The peers on Node.js, with the packages that their lock file names. */
public final class NodePackages {
    private static final Path SOURCE = Path.of("src/bench/node");
    private static final Path PLACE = Path.of("target/bench/node");
    private static final String LOCK = "package-lock.json";
    private static final String DONE = "fetched.json";

    private NodePackages() {}

    /** Fetches them, unless just these are there already. */
    static void fetched() {
        try {
            Files.createDirectories(PLACE);
            try (Stream<Path> files = Files.list(SOURCE)) {
                for (Path file : files.toList()) {
                    Files.copy(file, PLACE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (Files.notExists(PLACE.resolve(DONE)) || Files.mismatch(PLACE.resolve(LOCK), PLACE.resolve(DONE)) >= 0) {
                fetch();
                Files.copy(PLACE.resolve(LOCK), PLACE.resolve(DONE), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @return what the peers are made with, and its versions */
    public static Map<String, String> versions() throws IOException {
        Map<String, String> all = new TreeMap<>();
        Words.json(Files.readString(SOURCE.resolve("package.json")))
                .getJsonObject("dependencies")
                .forEach((name, version) -> all.put(name, ((JsonString) version).getString()));
        all.put("Node.js", node());
        return all;
    }

    private static String node() {
        try {
            Process asked = new ProcessBuilder("node", "--version").start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException missing) {
            return "none";
        }
    }

    private static void fetch() throws IOException {
        Path log = PLACE.resolve("npm.log");
        Process npm = new ProcessBuilder(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"))
                .directory(PLACE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = npm.waitFor(300, TimeUnit.SECONDS);
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
            if (!ended || npm.exitValue() != 0) {
                throw new IllegalStateException("npm ci has failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
