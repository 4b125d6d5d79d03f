package dev.tutti.base.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Page")
class PageTest {
    @Test
    @DisplayName("has 50 items by default and 200 at most; any other limit is refused")
    void limits() {
        assertEquals(new PageRequest(50, Optional.empty()), PageRequest.parse(null, null));
        assertEquals(new PageRequest(200, Optional.of("x")), PageRequest.parse("200", "x"));
        for (String limit : List.of("0", "-1", "201", "1000000000", "ten", "", "1.5", "+1", " 1", "٣")) {
            refused(() -> PageRequest.parse(limit, null));
        }
    }

    @Test
    @DisplayName("names the next one only if there is more")
    void next() {
        PageRequest request = new PageRequest(2, Optional.empty());
        assertEquals(
                Optional.empty(),
                Page.of(request, List.of(1, 2), row -> Cursor.of("l", row)).next());
        Page<Integer> page = Page.of(request, List.of(1, 2, 3), row -> Cursor.of("l", row));
        assertEquals(List.of(1, 2), page.items());
        assertEquals(2, Cursor.parse(page.next().orElseThrow(), "l", 1).number(0));
    }

    @Test
    @DisplayName("starts at the cursor of its own list and at no other's")
    void cursors() {
        UUID id = UUID.randomUUID();
        String text = Cursor.of("tasks:1", "to-do", -5L, id).toString();

        Cursor cursor = Cursor.parse(text, "tasks:1", 3);
        assertEquals("to-do", cursor.text(0));
        assertEquals(-5, cursor.number(1));
        assertEquals(id, cursor.id(2));
        refused(() -> Cursor.parse(text, "tasks:2", 3));
        refused(() -> Cursor.parse(text, "tasks:1", 2));
    }

    @Test
    @DisplayName("refuses a cursor that somebody made up")
    void forgedCursors() {
        for (String text : List.of("", "*", "A", "x".repeat(401), "é", "dGFza3M")) {
            refused(() -> Cursor.parse(text, "l", 1));
        }
        Cursor forged = Cursor.parse(encoded("l|' or 1=1|"), "l", 2);
        refused(() -> forged.text(0));
        refused(() -> forged.text(1));
        refused(() -> forged.number(0));
        refused(() -> forged.id(0));
    }

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static void refused(Executable work) {
        assertEquals(
                ErrorCode.BAD_VALUE, assertThrows(Problem.Invalid.class, work).code());
    }
}
