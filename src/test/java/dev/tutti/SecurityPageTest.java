package dev.tutti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SECURITY.md")
class SecurityPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| [A-H]\\d.*\\|.*\\|(.*)\\|$", Pattern.MULTILINE);
    private static final List<String> ALL = List.of(
            "A1 to A15", "B1 to B20", "C1 to C14", "D1 to D23", "E1 to E19", "F1 to F15", "G1 to G25", "H1 to H13");
    private static final Pattern CASE = Pattern.compile("([A-H])(\\d+)(?: to [A-H](\\d+))?");

    @Test
    @DisplayName("names only tests that exist, and at least one for each case")
    void testsExist() throws IOException {
        Set<String> named = new TreeSet<>();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("src/docs/SECURITY.md")))
                .results()
                .toList()) {
            Set<String> holding = NamedTests.in(row.group(1));
            assertFalse(holding.isEmpty(), row.group());
            named.addAll(holding);
        }
        assertEquals(Set.of(), NamedTests.missing(named));
    }

    @Test
    @DisplayName("names each of the 144 cases once: as held by tests, or as one that is not")
    void casesAreNamedOnce() throws IOException {
        String page = Files.readString(Path.of("src/docs/SECURITY.md"));
        Stream<String> held = ROW.matcher(page).results().map(row -> row.group().split("\\|")[1]);
        Stream<String> notHeld = Stream.of(page.substring(page.indexOf("\nKnown not to hold")));

        assertEquals(
                String.join("\n", ALL.stream().flatMap(SecurityPageTest::cases).toList()),
                Stream.concat(held, notHeld)
                        .flatMap(SecurityPageTest::cases)
                        .sorted(Comparator.comparing((String name) -> name.charAt(0))
                                .thenComparing(name -> Integer.parseInt(name.substring(1))))
                        .collect(Collectors.joining("\n")));
    }

    /** @return {@code B1}, {@code B2} and {@code B3} for {@code B1 to B3} */
    private static Stream<String> cases(String text) {
        return CASE.matcher(text).results().flatMap(match -> {
            int first = Integer.parseInt(match.group(2));
            int last = match.group(3) == null ? first : Integer.parseInt(match.group(3));
            return IntStream.rangeClosed(first, last).mapToObj(number -> match.group(1) + number);
        });
    }
}
