package dev.tutti.base.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What somebody looks for")
class TermsTest {
    @Test
    @DisplayName("is words of letters and digits, whatever stands between, each once and in small letters")
    void words() {
        assertEquals(
                List.of("größe", "42", "b"),
                Terms.parse("  Größe: 42%_b'; größe ").words());
        assertEquals(List.of("подпись"), Terms.parse("«Подпись»").words());
    }

    @Test
    @DisplayName("must be something, and not too much of it")
    void refused() {
        for (String text : List.of("", " %_'\" ", "x".repeat(201), "a b c d e f g h i j k", "a\u0000b")) {
            assertThrows(Problem.Invalid.class, () -> Terms.parse(text), text);
        }
    }

    @Test
    @DisplayName("is found where words begin so, and nowhere else")
    void found() {
        Terms terms = Terms.parse("eng boi");

        assertTrue(terms.areAllIn("The Boiler of the ENGINE"));
        assertFalse(terms.areAllIn("The engine"));
        assertFalse(terms.areAllIn("reengineer a boiler"));
        assertEquals(
                List.of(new Terms.Mark(4, 7, false), new Terms.Mark(18, 21, true)),
                terms.marks("The Boiler of the eng").toList());
    }
}
