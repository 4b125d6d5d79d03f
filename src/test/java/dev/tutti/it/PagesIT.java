package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pages")
class PagesIT extends ServerIT {
    @Test
    @DisplayName("are served with all that they load, each as what it is")
    void served() {
        String page = get("").response().body();
        List<String> files = Pattern.compile("(?:src|href)=\"([^\"]+\\.\\w+)\"|: \"\\./([^\"]+)\"")
                .matcher(page)
                .results()
                .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
                .toList();
        assertTrue(files.containsAll(List.of("board/app.js", "board/styles/base.css", "lib/preact.js")), page);
        Map<String, String> types = Map.of("js", "javascript", "css", "text/css", "svg", "image/svg+xml");
        for (String file : files) {
            String type = types.get(file.substring(file.lastIndexOf('.') + 1));
            assertTrue(get(file).header("Content-Type").orElse("").contains(type), file);
        }
    }

    @Test
    @DisplayName("D18: run no code but ours, are framed by nobody, and are asked for anew after an update")
    void ruled() {
        for (String path : List.of("", "index.html", "contracts.html", "docs/", "board/app.js", "client/index.js")) {
            Answer answer = get(path);
            String policy = answer.header("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("default-src 'none'; script-src 'self' 'sha256-"), path + ": " + policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), path + ": " + policy);
            assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse(""), path);
            assertEquals("no-referrer", answer.header("Referrer-Policy").orElse(""), path);
            assertTrue(answer.header("Permissions-Policy").orElse("").contains("camera=()"), path);
            assertTrue(answer.header("Strict-Transport-Security").isEmpty(), path + ": nobody said that there is TLS");
            assertEquals("no-cache", answer.header("Cache-Control").orElse(""), path);
        }
        assertEquals(
                "nosniff",
                get("api/health/live").header("X-Content-Type-Options").orElse(""));
    }

    @Test
    @DisplayName("and everything beside them say what they are not, refusals that no resource gives among them")
    void refusals() {
        Answer poll = Person.send("GET", "api/workspaces/x/events?after=x", "", Map.of());
        assertTrue(poll.status() >= 400, poll::toString);
        assertEquals("nosniff", poll.header("X-Content-Type-Options").orElse(""));
        try (RawSocket handshake =
                RawHandshake.proper().with("Origin", "https://evil.example").send()) {
            handshake.expectStatus(403);
            assertEquals("nosniff", handshake.header("X-Content-Type-Options").orElse(""));
            assertTrue(handshake.header("Content-Security-Policy").isPresent());
        }
    }

    private static Answer get(String path) {
        return Person.send("GET", path, "", Map.of()).expect(200);
    }
}
