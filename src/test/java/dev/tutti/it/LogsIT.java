package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs last, and without a server: it reads what the server wrote while the other tests ran. */
@DisplayName("The server's log of all these tests")
@Order(Integer.MAX_VALUE)
class LogsIT {
    private static final Predicate<String> TOKEN = Pattern.compile(
                    "eyJ[\\w-]+\\.|(ticket|invite|tutti_key|whsec)_[\\w+/-]{8}")
            .asPredicate();

    private static final Predicate<String> FORGED =
            Pattern.compile("^\\W*" + HostileIT.FORGED).asPredicate();

    @Test
    @DisplayName("E17: holds no token, no ticket, no invitation, no key and no password")
    void noSecrets() {
        // The lines themselves are not shown: a build's log is a log too.
        assertEquals(0, lines().stream().filter(TOKEN).count(), "lines with a token");
        assertEquals(
                0,
                lines().stream().filter(line -> line.contains(Person.PASSWORD)).count(),
                "lines with a password");
    }

    @Test
    @DisplayName("E17: holds nothing of what people said, kept or refused")
    void noWords() {
        assertEquals(
                0,
                lines().stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(WordsIT.WORD))
                        .count(),
                "lines with what somebody said");
    }

    @Test
    @DisplayName("never says that the server's WebSockets are not known")
    void knownEngine() {
        assertEquals(
                0,
                lines().stream().filter(line -> line.contains("engine.unknown")).count());
    }

    @Test
    @DisplayName("E16: holds no line that a caller made up")
    void noForgedLines() {
        assertEquals(List.of(), lines().stream().filter(FORGED).toList());
    }

    private static List<String> lines() {
        List<String> lines = ServerLog.lines();
        assertTrue(lines.stream().anyMatch(line -> line.contains("Tutti is at")), "this is not the log");
        return lines;
    }
}
