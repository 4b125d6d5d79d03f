package dev.tutti.base.json;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads JSON from outside. JSON-P alone lets the last of two equal keys win, accepts text after the value, and fails
 * with a plain {@code RuntimeException} on deep nesting; here each of these is a refusal, and so is text that a
 * database cannot keep.
 */
public final class StrictJson {
    /** Deeper nesting than any message of ours; far below where a parser's stack would end. */
    public static final int MAX_DEPTH = 32;
    /** Digits in one number: enough for any 64-bit value, too few to make {@code BigDecimal} work for its living. */
    public static final int MAX_NUMBER_LENGTH = 40;

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private StrictJson() {}

    /**
     * @param text one JSON object and nothing else
     * @return the object; every string in it is fit to be stored
     * @throws Problem.Invalid {@code bad_json} when it is not that, {@code bad_value} for an absurd number,
     *     {@code bad_text} for a control character or half a surrogate pair
     */
    public static JsonObject object(String text) {
        shape(text, MAX_DEPTH);
        JsonObject object;
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            object = reader.readObject();
        } catch (RuntimeException unreadable) {
            throw badJson("This is not one well-formed JSON object, or a key stands twice in it.");
        }
        checkTexts(object);
        return object;
    }

    /**
     * @return the text
     * @throws Problem.Invalid {@code bad_json} when the bytes are not UTF-8
     */
    public static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw badJson("The body is not valid UTF-8.");
        }
    }

    /**
     * @return the same text, if it may be stored and shown: no control characters but tab and line ends, no half
     *     surrogate pairs (PostgreSQL refuses the first and quietly replaces the second)
     * @throws Problem.Invalid {@code bad_text}
     */
    public static String cleanText(String text) {
        boolean clean = text.codePoints()
                .allMatch(c -> (c >= ' ' || c == '\n' || c == '\t' || c == '\r')
                        && c != 0x7F
                        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (!clean) {
            throw new Problem.Invalid(
                    ErrorCode.BAD_TEXT,
                    "A text holds a control character or half a surrogate pair. Remove it and send the rest.");
        }
        return text;
    }

    /**
     * One pass over the characters, before any parser sees them.
     *
     * @param text one JSON object and nothing else, as far as its brackets tell
     * @return how deeply it is nested
     * @throws Problem.Invalid {@code bad_json} when it is not that or nested deeper than it may be, {@code bad_value} for
     *     an absurd number
     */
    public static int shape(String text, int mostDepth) {
        int deepest = 0;
        int depth = 0;
        int digits = 0;
        boolean quoted = false;
        boolean ended = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            if (ended && !isSpace(c) || depth == 0 && !ended && c != '{' && !isSpace(c)) {
                throw badJson("Send exactly one JSON object, with nothing before or after it.");
            }
            digits = c >= '0' && c <= '9' ? digits + 1 : 0;
            if (digits > MAX_NUMBER_LENGTH) {
                throw new Problem.Invalid(ErrorCode.BAD_VALUE, "A number has too many digits.");
            }
            if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
                if (depth > mostDepth) {
                    throw badJson("The JSON is nested deeper than " + mostDepth + " levels.");
                }
            } else if (c == '}' || c == ']') {
                ended = --depth == 0;
            }
        }
        return deepest;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static void checkTexts(JsonValue value) {
        if (value instanceof JsonString string) {
            cleanText(string.getString());
        } else if (value instanceof JsonArray array) {
            array.forEach(StrictJson::checkTexts);
        } else if (value instanceof JsonObject object) {
            object.forEach((key, member) -> {
                cleanText(key);
                checkTexts(member);
            });
        }
    }

    private static Problem.Invalid badJson(String message) {
        return new Problem.Invalid(ErrorCode.BAD_JSON, message);
    }
}
