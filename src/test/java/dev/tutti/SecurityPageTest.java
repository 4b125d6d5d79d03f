package dev.tutti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SECURITY.md")
class SecurityPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| [A-H]\\d.*\\|.*\\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Chaos))`");

    @Test
    @DisplayName("names only tests that exist, and at least one for each case")
    void testsExist() throws IOException {
        Set<String> existing;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            existing = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> missing = new TreeSet<>();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("src/docs/SECURITY.md")))
                .results()
                .toList()) {
            Set<String> named = TEST.matcher(row.group(1))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            assertTrue(!named.isEmpty(), row.group());
            named.removeAll(existing);
            missing.addAll(named);
        }
        assertEquals(Set.of(), missing);
    }
}
