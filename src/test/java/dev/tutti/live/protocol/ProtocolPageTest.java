package dev.tutti.live.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.problem.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
    @DisplayName("lists every error code with its HTTP status, and no other")
    void errorCodes() throws IOException {
        List<String> written = rows("^\\| `([a-z_]+)` \\| (\\d{3}) \\| ()").toList();
        List<String> known = Stream.of(ErrorCode.values())
                .map(code -> code.wire() + " " + code.status() + " ")
                .toList();

        assertEquals(known, written);
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
