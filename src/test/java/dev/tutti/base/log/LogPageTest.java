package dev.tutti.base.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OPERATIONS.md, on the log,")
class LogPageTest {
    private static final Pattern LOGGED =
            Pattern.compile("LOG\\s*\\.log\\(\\s*System\\.Logger\\.Level\\.\\w+,\\s*\"([a-z]+\\.[a-z_]+)(?=[ =\"])");
    private static final Pattern NAMED = Pattern.compile("`([a-z]+\\.[a-z_]+)`");

    @Test
    @DisplayName("lists every event that is logged, and no other")
    void listsEvents() throws IOException {
        String page = Files.readString(Path.of("src/docs/OPERATIONS.md"));
        String section = page.substring(
                page.indexOf("\n## The log\n"),
                page.indexOf("A test compares this table", page.indexOf("\n## The log\n")));
        Set<String> listed = section.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> NAMED.matcher(cell).results())
                .map(event -> event.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(logged(), listed);
    }

    private static Set<String> logged() throws IOException {
        Set<String> events = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                LOGGED.matcher(Files.readString(file)).results().forEach(line -> events.add(line.group(1)));
            }
        }
        return events;
    }
}
