package dev.tutti.live.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.Calls;
import dev.tutti.base.problem.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md")
class ProtocolPageTest {
    private static final Map<CloseCode.Next, String> WORDS = Map.of(
            CloseCode.Next.COME_BACK, "comes back",
            CloseCode.Next.COME_BACK_LATER, "comes back later",
            CloseCode.Next.REFRESH_TOKEN, "refreshes the token, then comes back",
            CloseCode.Next.STOP, "stops");

    private static final Map<ErrorCode.Retry, String> AGAIN = Map.of(
            ErrorCode.Retry.NO, "does not repeat it",
            ErrorCode.Retry.NEW_TOKEN, "repeats it with a new token",
            ErrorCode.Retry.ANEW, "reads anew, and decides",
            ErrorCode.Retry.LATER, "repeats it later");

    /** Those that are no resources (decision 0009). */
    private static final List<String> STREAMS_AND_POLLS =
            List.of("GET events", "GET notifications/events", "GET workspaces/{workspace}/events");

    @Test
    @DisplayName("lists every close code and what the client does, and no other")
    void closeCodes() throws IOException {
        List<String> written = rows("^\\| (\\d{4}) \\| (.+?) \\| (.+?) \\|$").toList();
        List<String> known = Stream.of(CloseCode.values())
                .map(code -> code.code() + " " + words(code.name()) + " " + WORDS.get(code.next()))
                .toList();

        assertEquals(known, written);
    }

    @Test
    @DisplayName("lists every error code with its HTTP status and what the client does, and no other")
    void errorCodes() throws IOException {
        List<String> written =
                rows("^\\| `([a-z_]+)` \\| (\\d{3}) \\| .* \\| (.+?) \\|$").toList();
        List<String> known = Stream.of(ErrorCode.values())
                .map(code -> code.wire() + " " + code.status() + " " + AGAIN.get(code.retry()))
                .toList();

        assertEquals(known, written);
    }

    @Test
    @DisplayName("lists every call over HTTP, and no other")
    void calls() throws IOException {
        Set<String> known = Stream.concat(Calls.declared().stream(), STREAMS_AND_POLLS.stream())
                .map(ProtocolPageTest::unnamed)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(String.join("\n", known), String.join("\n", writtenCalls()));
    }

    /** The first cells of section 8's table, where {@code GET, PATCH auth/me} are two calls. */
    private static Set<String> writtenCalls() throws IOException {
        String page = Files.readString(Path.of("src/docs/PROTOCOL.md"));
        String section = page.substring(page.indexOf("\n## 8."), page.indexOf("\n## 9."));
        return Pattern.compile("^\\|([^|]*)\\|", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .flatMap(row -> Pattern.compile("`([A-Z, ]+) (\\S+)`")
                        .matcher(row.group(1))
                        .results())
                .flatMap(call -> Stream.of(call.group(1).split(", ")).map(method -> method + " " + call.group(2)))
                .map(ProtocolPageTest::unnamed)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What stands in an address is called otherwise in the code. */
    private static String unnamed(String call) {
        return call.replaceAll("\\{[^}]*}", "{}");
    }

    private static Stream<String> rows(String pattern) throws IOException {
        String page = Files.readString(Path.of("src/docs/PROTOCOL.md"));
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3));
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
