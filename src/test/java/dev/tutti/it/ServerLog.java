package dev.tutti.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the server at hand has written into its log. */
final class ServerLog {
    private ServerLog() {}

    static List<String> lines() {
        Path directory = ServerIT.isPayara()
                ? Path.of(System.getProperty("tutti.it"))
                : Path.of(System.getProperty("wildfly.home"), "standalone/log");
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log : files.filter(file -> file.getFileName().toString().matches(".*\\.log[.\\d-]*"))
                    .toList()) {
                lines.addAll(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines;
    }

    /** @return the last lines that say why something does not work, for the message of a failed test */
    static String complaints() {
        List<String> found = lines().stream()
                .filter(line -> line.contains("SEVERE") || line.contains("ERROR") || line.startsWith("Caused by"))
                .toList();
        return String.join("\n", found.subList(Math.max(0, found.size() - 15), found.size()));
    }
}
