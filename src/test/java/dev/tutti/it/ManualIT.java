package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The documentation at the running server")
class ManualIT extends ServerIT {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final Path DOCS = Path.of("src/docs");
    private static final URI INDEX = BASE.resolve("docs/");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private final Map<URI, Answer> seen = new HashMap<>();

    @Test
    @DisplayName("is whole, and every link of every page leads to something that is there")
    void walked() throws IOException {
        Set<String> broken = new TreeSet<>();
        walk(INDEX, broken);

        assertEquals(Set.of(), broken);
        try (Stream<Path> files = Files.walk(DOCS)) {
            Set<URI> missed = files.filter(Files::isRegularFile)
                    .map(file -> INDEX.resolve(DOCS.relativize(file).toString()))
                    .filter(file -> !seen.containsKey(file))
                    .collect(Collectors.toSet());
            assertEquals(Set.of(), missed);
        }
    }

    @Test
    @DisplayName("shows pages, pictures and files each as what it is, and as long as they lie here")
    void kinds() throws IOException {
        assertTrue(get("docs/PROTOCOL.md").response().body().contains("<h1 id=\"the-protocol-version-1\">"));
        assertEquals("text/html", type("docs/PROTOCOL.md"));
        assertEquals("text/html", type("docs/"));
        assertEquals("text/plain", type("docs/examples/plain/index.html"));
        assertEquals("text/plain", type("docs/docker/nginx.conf"));
        assertEquals("image/png", type("docs/pictures/board-light.png"));
        assertEquals(
                Files.size(DOCS.resolve("pictures/board-light.png")),
                get("docs/pictures/board-light.png")
                        .response()
                        .headers()
                        .firstValueAsLong("Content-Length")
                        .orElseThrow());
    }

    @Test
    @DisplayName("is not sent again to who has it, and has the rules of all our pages")
    void headers() {
        Answer page = get("docs/SECURITY.md");
        String tag = page.header("ETag").orElseThrow();
        assertNotEquals(tag, get("docs/FEATURES.md").header("ETag").orElseThrow());
        assertEquals(
                "",
                RawRequest.to("docs/SECURITY.md")
                        .with("If-None-Match", tag)
                        .send("GET")
                        .expect(304)
                        .response()
                        .body());
        RawRequest.to("docs/SECURITY.md")
                .with("If-None-Match", "\"another\"")
                .send("GET")
                .expect(200);
        assertEquals(get("index.html").header("Content-Security-Policy"), page.header("Content-Security-Policy"));
        assertEquals("no-cache", page.header("Cache-Control").orElse(""));
        RawRequest.to("docs/SECURITY.md").send("HEAD").expect(200);
        RawRequest.to("docs/SECURITY.md").send("POST").expect(405);
    }

    @Test
    @DisplayName("is found without the slash at the end, too, whatever host the request names")
    void slash() {
        Answer answer = RawRequest.to("docs").send("GET").expect(301);
        assertEquals(
                INDEX, BASE.resolve("docs").resolve(answer.header("Location").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/nothing-FORGED",
                "docs/PROTOCOL",
                "docs/decisions/",
                "docs/src/docs/PROTOCOL.md",
                "docs/%2e%2e/WEB-INF/beans.xml",
                "docs/..%2f..%2fWEB-INF/beans.xml",
                "docs/%2e%2e%2fbeans.xml",
                "docs/..%5cbeans.xml",
                "docs/..;/beans.xml",
                "docs//etc/passwd",
                "docs/%2fetc/passwd",
                "docs/%00",
                "docs/.env",
                "docs/docker/.env",
                "docs/docker/metrics-token",
                "WEB-INF/docs/README.md"
            })
    @DisplayName("is all that is found there")
    void nothingElse(String path) {
        Answer answer = RawRequest.to(path).send("GET");
        assertTrue(answer.status() == 404 || answer.status() == 400, path + " answers " + answer.status());
        HostileIT.tellsNothing(answer);
    }

    @Test
    @DisplayName(
            "is one step from the board, loads nothing that our rules forbid, and keeps nobody out, as far as axe can tell")
    void inTheBrowser() {
        Window window = BROWSER.opens();
        window.goes(BASE.toString());
        window.awaits("document.querySelector('.switch a[href]').href === " + Window.quoted(INDEX.toString()));
        for (String page : List.of("", "OPERATIONS.md", "README.md", "examples/README.md")) {
            window.goesToPage(INDEX + page);
            window.awaits("getComputedStyle(document.querySelector('nav')).display === 'flex'");
            window.awaits("[...document.images].every((it) => it.naturalWidth > 0)");
            Looks.keepsNobodyOut(window, page);
        }
    }

    /** Goes to all that a page leads to, and so on with what is a page of the documentation itself. */
    private void walk(URI page, Set<String> broken) {
        for (URI link : links(page)) {
            boolean isNew = !seen.containsKey(whole(link));
            Answer target = at(link);
            if (target.status() != 200 || !has(target, link.getFragment())) {
                broken.add(page + " → " + link + " (" + target.status() + ")");
            } else if (isNew && whole(link).toString().startsWith(INDEX.toString()) && isPage(target)) {
                walk(whole(link), broken);
            }
        }
    }

    /** @return what a page refers to at this server */
    private List<URI> links(URI page) {
        return LINK.matcher(at(page).response().body())
                .results()
                .map(link -> page.resolve(link.group(1)))
                .filter(link -> link.toString().startsWith(BASE.toString()))
                .toList();
    }

    private Answer at(URI address) {
        return seen.computeIfAbsent(
                whole(address), file -> Person.send("GET", BASE.relativize(file).toString(), "", Map.of()));
    }

    private static URI whole(URI link) {
        return URI.create(link.toString().replaceFirst("#.*", ""));
    }

    private static boolean isPage(Answer answer) {
        return answer.header("Content-Type").orElse("").startsWith("text/html");
    }

    private static boolean has(Answer page, String section) {
        return section == null || page.response().body().contains("id=\"" + section + "\"");
    }

    private static String type(String path) {
        return get(path).header("Content-Type").orElse("").split(";")[0];
    }

    private static Answer get(String path) {
        return Person.send("GET", path, "", Map.of()).expect(200);
    }
}
