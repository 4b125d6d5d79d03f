package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rules for our pages")
class PageRulesTest {
    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\bsrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    @Test
    @DisplayName("let no code run that is not a file of ours")
    void noCode() {
        String policy = policy(Optional.empty());

        assertTrue(policy.startsWith("default-src 'none'; script-src 'self' 'sha256-"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(policy.contains("*"), policy);
        for (String rule : List.of("frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'")) {
            assertTrue(policy.contains(rule), rule);
        }
    }

    @Test
    @DisplayName("know the page's import map, beside which nothing stands in the page itself")
    void importMap() throws IOException, GeneralSecurityException {
        String page = Files.readString(WEBAPP.resolve("index.html"));

        List<String> inline =
                INLINE.matcher(page).results().map(it -> it.group(1)).toList();
        assertEquals(1, inline.size());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(inline.get(0).getBytes(StandardCharsets.UTF_8));
        assertEquals(PageRules.IMPORT_MAP, "sha256-" + Base64.getEncoder().encodeToString(hash));
        assertFalse(Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|javascript:")
                .matcher(page)
                .find());
    }

    @Test
    @DisplayName("let pages talk to this server alone, over a socket too, wherever it is known to be")
    void socket() {
        assertTrue(policy(Optional.empty()).contains("connect-src 'self';"));
        assertTrue(policy(Optional.of(URI.create("https://tutti.example:8443/live/")))
                .contains("connect-src 'self' wss://tutti.example:8443;"));
        assertTrue(policy(Optional.of(URI.create("http://localhost:8080/")))
                .contains("connect-src 'self' ws://localhost:8080;"));
    }

    @Test
    @DisplayName("keep browsers to TLS for a year where people reach the server over it, and nowhere else")
    void overTls() {
        assertEquals(Optional.empty(), strictness(Optional.empty()));
        assertEquals(Optional.empty(), strictness(Optional.of(URI.create("http://localhost:8080/"))));
        assertEquals(
                Optional.of("max-age=31536000"), strictness(Optional.of(URI.create("https://tutti.example/live/"))));
    }

    @Test
    @DisplayName("D18: the board's modules make no markup of a text")
    void noMarkup() throws IOException {
        Pattern made = Pattern.compile(
                "innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\\.write|\\beval\\(|new Function");
        try (Stream<Path> files = Files.walk(WEBAPP.resolve("board"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".js")).toList()) {
                assertEquals(
                        List.of(),
                        made.matcher(Files.readString(file))
                                .results()
                                .map(MatchResult::group)
                                .toList(),
                        file.toString());
            }
        }
    }

    private static Optional<String> strictness(Optional<URI> publicUrl) {
        return Optional.ofNullable(new PageRules(publicUrl).headers().get("Strict-Transport-Security"));
    }

    private static String policy(Optional<URI> publicUrl) {
        return new PageRules(publicUrl).headers().get("Content-Security-Policy");
    }
}
