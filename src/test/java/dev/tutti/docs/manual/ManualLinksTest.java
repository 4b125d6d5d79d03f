package dev.tutti.docs.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The links of our own pages; ManualIT follows them at running servers. */
@DisplayName("The documentation")
class ManualLinksTest {
    private static final URI APPLICATION = URI.create("http://tutti.example/");
    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern SOURCE = Pattern.compile("title=\"In the source: ([^\"]*)\"");

    private final Sources sources = Checkout.sources();
    private final Manual manual = new Manual(sources);

    @Test
    @DisplayName("leads to pages, sections and files that are there, and nowhere else")
    void links() {
        Set<String> broken = new TreeSet<>();
        pages().forEach(address -> found(LINK, address)
                .map(link -> APPLICATION.resolve("docs/" + address).resolve(link.group(1)))
                .filter(target -> target.getHost().equals(APPLICATION.getHost()))
                .filter(target -> !isThere(target))
                .forEach(target -> broken.add(address + " → " + target)));
        assertEquals(Set.of(), broken);
    }

    @Test
    @DisplayName("names only files of the source that are there, where it cannot lead to them")
    void sources() {
        Set<String> missing = new TreeSet<>();
        pages().forEach(address -> found(SOURCE, address)
                .map(link -> link.group(1))
                .filter(place -> Files.notExists(Path.of(place)))
                .forEach(place -> missing.add(address + " → " + place)));
        assertEquals(Set.of(), missing);
    }

    private Stream<String> pages() {
        return Stream.concat(
                Stream.of(""),
                sources.places().stream().filter(place -> place.endsWith(".md")).map(Places::address));
    }

    private Stream<MatchResult> found(Pattern pattern, String address) {
        return pattern.matcher(text(address)).results();
    }

    private boolean isThere(URI target) {
        String path = target.getPath().substring(1);
        if (!path.startsWith("docs/")) {
            return Files.exists(WEBAPP.resolve(path));
        }
        String address = path.substring("docs/".length());
        return manual.at(address).isPresent()
                && (target.getFragment() == null || text(address).contains("id=\"" + target.getFragment() + "\""));
    }

    private String text(String address) {
        return new String(manual.at(address).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }
}
