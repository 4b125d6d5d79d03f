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

    /** A truth value, where a request has one that must not be mistaken. */
    public record Step(Boolean done) {}

    @Test
    @DisplayName("gives a truth value where one was sent")
    void readsTruths() {
        assertEquals(new Step(true), JsonText.read("{\"done\":true}", Step.class));
        assertEquals(new Step(false), JsonText.read("{\"done\":false}", Step.class));
        assertEquals(new Step(null), JsonText.read("{\"done\":null}", Step.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "\"true\"", "\"\"", "1", "0", "[]", "{}"})
    @DisplayName("D14: takes nothing else for a truth value")
    void refusesOtherTruths(String value) {
        String sent = "{\"done\":" + value + "}";
        assertThrows(Problem.Invalid.class, () -> JsonText.read(sent, Step.class), sent);
    }
}
