package dev.tutti.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("StrictJson")
class StrictJsonTest {
    @Test
    @DisplayName("reads an object as it is, with every text that people write")
    void reads() {
        String text = " {\"name\":\"é \\uD83D\\uDE80 \\n\\t \u202e \u200b\",\"deep\":[{\"a\":[1,2.5,true,null]}]} \n";
        assertEquals(
                "é \uD83D\uDE80 \n\t \u202e \u200b", StrictJson.object(text).getString("name"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("refuses")
    @MethodSource("refusals")
    void refuses(String what, ErrorCode code, String text) {
        Problem problem = assertThrows(Problem.Invalid.class, () -> StrictJson.object(text));
        assertEquals(code, problem.code());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("nothing", ErrorCode.BAD_JSON, ""),
                refusal("white space", ErrorCode.BAD_JSON, "  "),
                refusal("half an object", ErrorCode.BAD_JSON, "{\"a\":1"),
                refusal("a bracket too many", ErrorCode.BAD_JSON, "{}}"),
                refusal("the wrong bracket", ErrorCode.BAD_JSON, "{]"),
                refusal("an array", ErrorCode.BAD_JSON, "[{}]"),
                refusal("a text", ErrorCode.BAD_JSON, "\"a\""),
                refusal("text behind the object", ErrorCode.BAD_JSON, "{} x"),
                refusal("a second object", ErrorCode.BAD_JSON, "{}{}"),
                refusal("a byte order mark", ErrorCode.BAD_JSON, "\uFEFF{}"),
                refusal("a comment", ErrorCode.BAD_JSON, "{/* */}"),
                refusal("a trailing comma", ErrorCode.BAD_JSON, "{\"a\":1,}"),
                refusal("an unquoted key", ErrorCode.BAD_JSON, "{a:1}"),
                refusal("a key that stands twice", ErrorCode.BAD_JSON, "{\"a\":1,\"a\":2}"),
                refusal("a key that stands twice further in", ErrorCode.BAD_JSON, "{\"b\":[{\"a\":1,\"a\":2}]}"),
                refusal("33 levels", ErrorCode.BAD_JSON, nested(33)),
                refusal("100,000 levels", ErrorCode.BAD_JSON, nested(100_000)),
                refusal("100,000 brackets and no end", ErrorCode.BAD_JSON, "{\"a\":" + "[".repeat(100_000)),
                refusal("a number of 500,000 digits", ErrorCode.BAD_VALUE, "{\"a\":" + "9".repeat(500_000) + "}"),
                refusal("NUL", ErrorCode.BAD_TEXT, "{\"a\":\"\\u0000\"}"),
                refusal("an escape character", ErrorCode.BAD_TEXT, "{\"a\":\"\\u001b[31m\"}"),
                refusal("half a surrogate pair", ErrorCode.BAD_TEXT, "{\"a\":\"\\ud83d\"}"),
                refusal("NUL in a key", ErrorCode.BAD_TEXT, "{\"\\u0000\":1}"),
                refusal("NUL far inside", ErrorCode.BAD_TEXT, "{\"a\":[[{\"b\":\"x\\u0000\"}]]}"));
    }

    @Test
    @DisplayName("reads 32 levels")
    void deepest() {
        assertEquals(1, StrictJson.object(nested(32)).size());
    }

    @Test
    @DisplayName("refuses bytes that are not UTF-8 instead of replacing them")
    void utf8() {
        byte[] broken = {'{', '"', (byte) 0xC3, '"', '}'};
        assertEquals(
                ErrorCode.BAD_JSON,
                assertThrows(Problem.Invalid.class, () -> StrictJson.utf8(broken))
                        .code());
    }

    private static Arguments refusal(String what, ErrorCode code, String text) {
        return Arguments.of(what, code, text);
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }
}
