package dev.tutti.docs.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The manual")
class ManualTest {
    private static final Map<String, String> FILES = Map.of(
            "README.md", "# Tutti\n\n[how](src/docs/decisions/0001-so.md)",
            "docker/nginx.conf", "server {}",
            "src/docs/PROTOCOL.md", "# The protocol\n\n## `Joining` & leaving\n\n## Errors\n\n## Errors\n",
            "src/docs/decisions/0001-so.md", "# 0001: So\n",
            "src/docs/examples/page.html", "<script>alert(1)</script>",
            "src/docs/examples/shop/Ear.java", "class Ear {}",
            "src/docs/pictures/board.png", "PNG",
            "src/docs/speed/bars.svg", "<svg/>",
            "src/main/webapp/client/README.md", "The client.");

    @ParameterizedTest
    @CsvSource({
        "decisions/0001-so.md,              ../docs/decisions/0001-so.md",
        "PROTOCOL.md#errors,                ../docs/PROTOCOL.md#errors",
        "#here,                             #here",
        "../../README.md,                   ../docs/README.md",
        "../../docker/nginx.conf,           ../docs/docker/nginx.conf",
        "decisions,                         ../docs/#decisions",
        "../../docker/,                     ../docs/#docker",
        "examples/shop,                     ../docs/#examples",
        "../main/webapp/client,             ../docs/client/README.md",
        "../main/webapp/client/README.md#a, ../docs/client/README.md#a",
        "../main/webapp/client/index.js,    ../client/index.js",
        "https://example.org/?a#b,          https://example.org/?a#b"
    })
    @DisplayName("leads from page to page as the source does from file to file")
    void links(String link, String address) {
        assertEquals(Optional.of(address), places().lead("src/docs/OPERATIONS.md", link));
    }

    @Test
    @DisplayName("leads there from pages in folders and from pages beside the documentation, too")
    void linksFromFolders() {
        assertEquals(
                Optional.of("../../docs/PROTOCOL.md"),
                places().lead("src/docs/decisions/0001-so.md", "../PROTOCOL.md"));
        assertEquals(Optional.of("../docs/PROTOCOL.md"), places().lead("README.md", "src/docs/PROTOCOL.md"));
        assertEquals(
                Optional.of("../../client/types.js"), places().lead("src/main/webapp/client/README.md", "types.js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../test/java/SomeTest.java", "missing.md", "../../../outside", "javascript:alert(1)"})
    @DisplayName("leads nowhere where the server has nothing to show, and says what is meant")
    void noLinks(String link) {
        assertEquals(Optional.empty(), places().lead("src/docs/PROTOCOL.md", link));
        assertFalse(set("[words](" + link + ")").contains("href"));
        assertEquals(
                "<p><a title=\"In the source: src/x/SomeTest.java\">a test</a></p>",
                set("[a test](../x/SomeTest.java)"));
    }

    @Test
    @DisplayName(
            "names headings as links do, two of the same name apart, and lists the chapters of a page that has many")
    void headings() {
        String page = html("PROTOCOL.md");
        assertTrue(page.contains("<h2 id=\"joining--leaving\"><code>Joining</code> &amp; leaving</h2>"), page);
        assertTrue(page.contains("<h2 id=\"errors\">Errors</h2>"), page);
        assertTrue(page.contains("<h2 id=\"errors-1\">Errors</h2>"), page);
        assertTrue(page.contains("<a href=\"#joining--leaving\">Joining &amp; leaving</a>"), page);
        assertTrue(page.contains("<title>The protocol</title>"), page);
        assertFalse(html("README.md").contains("On this page"));
    }

    @Test
    @DisplayName("lets what is wider than a page be moved by keys")
    void wide() {
        assertTrue(set("| a |\n|---|\n| b |").startsWith("<div class=\"wide\" tabindex=\"0\">\n<table>"));
        assertEquals("<pre tabindex=\"0\"><code>a\n</code></pre>", set("    a"));
    }

    @Test
    @DisplayName("takes no markup but Markdown's")
    void noMarkup() {
        assertEquals(
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
                set("<script>alert(1)</script>").strip());
    }

    @Test
    @DisplayName("shows pictures as such, and all that is no page as text")
    void others() {
        Manual manual = manual(FILES);
        assertEquals("image/png", manual.at("pictures/board.png").orElseThrow().type());
        assertEquals("image/svg+xml", manual.at("speed/bars.svg").orElseThrow().type());
        assertEquals(
                "text/plain;charset=UTF-8",
                manual.at("examples/page.html").orElseThrow().type());
    }

    @Test
    @DisplayName("has an index of all but pictures, folder by folder, by their titles, and in each what to read first")
    void index() {
        String index = html("");
        assertTrue(index.indexOf(">Tutti</a></li>") < index.indexOf(">The protocol</a></li>"), index);
        assertTrue(index.contains("<a href=\"../docs/PROTOCOL.md\">The protocol</a>"), index);
        assertTrue(index.contains("<h2 id=\"decisions\">decisions</h2>"), index);
        assertTrue(index.contains("<a href=\"../docs/decisions/0001-so.md\">0001: So</a>"), index);
        assertTrue(index.contains("<a href=\"../docs/client/README.md\">client/README.md</a>"), index);
        assertFalse(index.contains("board.png"), index);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROTOCOL",
                "src/docs/PROTOCOL.md",
                "../docs/PROTOCOL.md",
                "decisions",
                "decisions/",
                "/",
                "/etc/passwd"
            })
    @DisplayName("has nothing at other addresses")
    void unknown(String address) {
        assertEquals(Optional.empty(), manual(FILES).at(address));
    }

    @Test
    @DisplayName("has another tag for another text, and the same for the same")
    void tags() {
        assertEquals(tag("a"), tag("a"));
        assertNotEquals(tag("a"), tag("b"));
    }

    private static String tag(String text) {
        return manual(Map.of("src/docs/A.md", text)).at("A.md").orElseThrow().etag();
    }

    /** @return what becomes of a piece of Markdown */
    private static String set(String markdown) {
        String page = html(manual(Map.of("src/docs/A.md", markdown)), "A.md");
        return page.substring(page.indexOf("<main>") + 6, page.indexOf("  </main>"))
                .strip();
    }

    private static String html(String address) {
        return html(manual(FILES), address);
    }

    private static String html(Manual manual, String address) {
        return new String(manual.at(address).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static Manual manual(Map<String, String> files) {
        return new Manual(sources(files));
    }

    private static Places places() {
        return new Places(sources(FILES));
    }

    private static Sources sources(Map<String, String> files) {
        return new Sources(files.keySet(), place -> files.get(place).getBytes(StandardCharsets.UTF_8));
    }
}
