package dev.tutti.base.edit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.FieldError;
import dev.tutti.base.problem.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("If-Match")
class IfMatchTest {
    private final FieldVersions history = FieldVersions.NONE
            .changed(Set.of("title"), 2)
            .changed(Set.of("status", "place"), 3)
            .changed(Set.of("title"), 5);

    @Test
    @DisplayName("is one tag, weakened by a proxy or not, or a star; anything else is refused")
    void forms() {
        assertEquals(OptionalLong.of(12), IfMatch.parse("\"12\"").version());
        assertEquals(OptionalLong.of(12), IfMatch.parse(" W/\"12\" ").version());
        assertEquals(IfMatch.ANY, IfMatch.parse("*"));
        assertEquals(IfMatch.ANY, IfMatch.parse(null));
        for (String header : List.of("", "12", "\"\"", "\"a\"", "\"-1\"", "\"0\"", "\"1\", \"2\"", "\"1", "\"1e3\"")) {
            assertThrows(Problem.Invalid.class, () -> IfMatch.parse(header), header);
        }
    }

    @Test
    @DisplayName("lets a write through whose fields nobody has touched since, however old its version is")
    void merges() {
        assertDoesNotThrow(() -> IfMatch.parse("\"1\"").permit(5, history, Set.of("labels")));
        assertDoesNotThrow(() -> IfMatch.parse("\"3\"").permit(5, history, Set.of("status")));
        assertDoesNotThrow(() -> IfMatch.parse("\"5\"").permit(5, history, Set.of("title")));
        assertDoesNotThrow(() -> IfMatch.ANY.permit(5, history, Set.of("title")));
        assertDoesNotThrow(() -> IfMatch.parse("\"5\"").permitAll(6, history), "nothing but its version has changed");
    }

    @Test
    @DisplayName("refuses one that overlaps, and names the fields and the present version")
    void refuses() {
        Problem.StaleVersion stale = assertThrows(Problem.StaleVersion.class, () -> IfMatch.parse("\"2\"")
                .permit(5, history, Set.of("title", "status", "labels")));
        assertEquals(5, stale.current());
        assertEquals(
                List.of("status", "title"),
                stale.errors().stream().map(FieldError::field).toList());
        assertThrows(Problem.StaleVersion.class, () -> IfMatch.parse("\"4\"").permitAll(5, history));
    }

    @Test
    @DisplayName("refuses a version that was never given out")
    void future() {
        assertThrows(Problem.StaleVersion.class, () -> IfMatch.parse("\"6\"").permit(5, history, Set.of("labels")));
        assertThrows(Problem.StaleVersion.class, () -> IfMatch.parse("\"2\"").permitAll(1, FieldVersions.NONE));
    }

    @Test
    @DisplayName("stands on a history that is kept as one line of text")
    void history() {
        assertEquals("place=3;status=3;title=5", history.toString());
        assertEquals(history.since(2), FieldVersions.parse(history.toString()).since(2));
        assertEquals("", FieldVersions.parse("").toString());
    }
}
