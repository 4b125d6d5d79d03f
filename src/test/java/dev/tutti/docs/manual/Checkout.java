package dev.tutti.docs.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files that the build takes into the WAR, where they lie here. */
final class Checkout {
    private static final List<String> WHOLE = List.of("README.md", "LICENSE", "src/docs", "docker");

    private Checkout() {}

    static Sources sources() {
        Set<String> places = new TreeSet<>(Set.of("src/main/webapp/client/README.md", "src/main/webapp/lib/README.md"));
        WHOLE.forEach(root -> files(root).forEach(places::add));
        return new Sources(places, Checkout::read);
    }

    private static List<String> files(String root) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] read(String place) {
        try {
            return Files.readAllBytes(Path.of(place));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
