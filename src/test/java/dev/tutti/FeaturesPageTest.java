package dev.tutti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("FEATURES.md")
class FeaturesPageTest {
    private static final Path DOCS = Path.of("src/docs");
    /** What it is, how to use it, where there is more of it, and what runs it. */
    private static final Pattern ROW =
            Pattern.compile("^\\| \\*\\*(.+?)\\*\\* \\| (.+?) \\| (.+?) \\| (.+?) \\|$", Pattern.MULTILINE);

    private static final Pattern LINK = Pattern.compile("\\]\\(([\\w./-]+\\.md)#([\\w-]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    /** What those look for who come from a tutorial. */
    private static final List<String> FEATURES = """
            Upgrade on the same port
            Typed messages
            JWT in the query, a header, a cookie or the subprotocol
            Close codes 4001, 4002, 4003
            Several tabs of a user
            Join and leave
            Broadcast with exclusion
            Send to a user
            Broadcast to all
            Broadcasts from the API
            React hook
            Ping, pong and termination
            JSON ping
            Binary
            Rooms with join notices and chat
            Bad JSON is answered
            Redis across servers
            Origin check
            The token's end on an open socket
            Graceful shutdown with notice
            Connection limit
            Request and response with time-out
            Server-Sent Events with keep-alive
            Backoff with jitter, and codes that stop it
            Tenants
            Typing
            nginx
            """.lines().toList();

    @Test
    @DisplayName("has a line for every feature, and no other")
    void everyFeature() throws IOException {
        assertEquals(FEATURES, rows().stream().map(row -> row.group(1)).toList());
    }

    @Test
    @DisplayName("names a test for each, and only tests that exist")
    void testsExist() throws IOException {
        Set<String> named = new TreeSet<>();
        for (MatchResult row : rows()) {
            Set<String> running = NamedTests.in(row.group(4));
            assertFalse(running.isEmpty(), row.group());
            named.addAll(running);
        }
        assertEquals(Set.of(), NamedTests.missing(named));
    }

    @Test
    @DisplayName("leads from each to a section that tells more, and only to sections that exist")
    void sectionsExist() throws IOException {
        for (MatchResult row : rows()) {
            List<MatchResult> links = LINK.matcher(row.group(3)).results().toList();
            assertFalse(links.isEmpty(), row.group());
            for (MatchResult link : links) {
                Set<String> sections = sections(DOCS.resolve(link.group(1)));
                assertTrue(sections.contains(link.group(2)), () -> link.group() + " is none of " + sections);
            }
        }
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(DOCS.resolve("FEATURES.md")))
                .results()
                .toList();
    }

    /** @return the headings in the form in which links name them */
    private static Set<String> sections(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
