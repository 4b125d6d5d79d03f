package dev.tutti.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON text")
class JsonTextTest {
    /** Texts in every place where a request has them. */
    public record Note(String title, Optional<String> subtitle, List<String> lines) {}

    @Test
    @DisplayName("gives a text wherever a text was sent, and keeps null apart")
    void readsTexts() {
        Note note = JsonText.read("{\"title\":\"1\",\"subtitle\":\"b\",\"lines\":[\"c\",null]}", Note.class);

        assertEquals("1", note.title());
        assertEquals(Optional.of("b"), note.subtitle());
        assertEquals(Arrays.asList("c", null), note.lines());
        assertEquals(
                Optional.empty(),
                JsonText.<Note>read("{\"subtitle\":null}", Note.class).subtitle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "1e2000000000", "true", "[]", "[\"a\"]", "{}", "{\"a\":\"b\"}"})
    @DisplayName("D14: takes nothing else for a text, wherever it stands")
    void refusesOtherKinds(String value) {
        for (String field : List.of("\"title\":%s", "\"subtitle\":%s", "\"lines\":[%s]")) {
            String sent = "{" + field.formatted(value) + "}";

            Problem.Invalid refused = assertThrows(Problem.Invalid.class, () -> JsonText.read(sent, Note.class), sent);
            assertEquals("bad_request", refused.code().wire());
        }
    }
}
