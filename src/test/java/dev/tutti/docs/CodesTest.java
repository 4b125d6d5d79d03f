package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.live.protocol.CloseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The codes")
class CodesTest {
    /** By {@code mvn test -Dtest=CodesTest -Dtutti.write=true} the client's table is made anew. */
    private static final boolean WRITE = Boolean.getBoolean("tutti.write");

    private static final Path CLIENT = Path.of("src/main/webapp/client/codes.js");

    /** For all else: when to come back is told, or stands in the next table. */
    private static final Map<CloseCode.Next, String> WORDS = Map.of(
            CloseCode.Next.REFRESH_TOKEN, "refresh",
            CloseCode.Next.STOP, "stop");

    private static final Set<ErrorCode.Retry> PASSING = Set.of(ErrorCode.Retry.LATER, ErrorCode.Retry.NEW_TOKEN);

    @Test
    @DisplayName("are what the browser's client goes by: its table is made of them")
    void client() throws IOException {
        String table = """
                // Made of the server's CloseCode and ErrorCode; its CodesTest says how, and whether this is still what they say.
                /** @import {Next} from "./types.js" */

                /** What a client does after a close, where it does not simply come back. @type {Record<number, Next>} */
                export const NEXT = {%s};

                /** For how many milliseconds at least, if it was told no other time. @type {Record<number, number>} */
                export const ABSENCE = {%s};

                /** With these statuses of HTTP the same may be sent again. */
                export const AGAIN = [%s];
                """.formatted(
                        closes().filter(code -> WORDS.containsKey(code.next()))
                                .map(code -> code.code() + ": \"" + WORDS.get(code.next()) + '"')
                                .collect(Collectors.joining(", ")),
                        closes().filter(code -> !code.absence().isZero())
                                .map(code -> code.code() + ": " + code.absence().toMillis())
                                .collect(Collectors.joining(", ")),
                        again());
        if (WRITE) {
            Files.writeString(CLIENT, table);
        }
        assertEquals(table, Files.readString(CLIENT));
    }

    /** The client knows of most refusals no more than the status: of one status, all are alike. */
    private static String again() {
        Map<Integer, Set<Boolean>> byStatus = Stream.of(ErrorCode.values())
                .collect(Collectors.groupingBy(
                        ErrorCode::status,
                        Collectors.mapping(code -> PASSING.contains(code.retry()), Collectors.toSet())));
        byStatus.forEach((status, again) -> assertEquals(1, again.size(), () -> status + " is of two minds"));
        return byStatus.entrySet().stream()
                .filter(entry -> entry.getValue().contains(true))
                .map(Map.Entry::getKey)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static Stream<CloseCode> closes() {
        return Stream.of(CloseCode.values());
    }
}
