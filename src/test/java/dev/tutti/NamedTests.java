package dev.tutti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests that a page names, as it names them: {@code `SocketIT`}, {@code `react.test.js`}. */
final class NamedTests {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Chaos|\\.test\\.js))`");

    private NamedTests() {}

    static Set<String> in(String text) {
        return TEST.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return those of them that are not there */
    static Set<String> missing(Set<String> named) throws IOException {
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(names("src/test/java"));
        missing.removeAll(names("src/test/js"));
        return missing;
    }

    private static Set<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
