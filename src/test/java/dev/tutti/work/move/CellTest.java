package dev.tutti.work.move;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A cell")
class CellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"https://evil.example\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "'=1",
                "\uFF1D1",
                "=1\n=2"
            })
    @DisplayName("that could be a formula is marked as a text, and read as what it was")
    void risky(String text) {
        assertEquals("'" + text, Cell.write(text));
        assertEquals(text, Cell.read(Cell.write(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Plain", "'quoted'", "a=b", "1-2", "'"})
    @DisplayName("that could not is left as it is")
    void plain(String text) {
        assertEquals(text, Cell.write(text));
        assertEquals(text, Cell.read(text));
    }
}
