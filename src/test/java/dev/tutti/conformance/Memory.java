package dev.tutti.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a transcript, such as {@code "$task"}, and what they have come to stand for. */
final class Memory {
    private static final Pattern NAME = Pattern.compile("\\$([a-zA-Z]+)(?:\\+(\\d+))?");
    private static final Pattern QUOTED_NAME = Pattern.compile("\"" + NAME.pattern() + "\"");

    private final Map<String, JsonValue> known = new HashMap<>();

    void learn(String name, String value) {
        known.put(name, Json.createValue(value));
    }

    /** @return the value of a name that stands for a text */
    String text(String name) {
        assertNotNull(known.get(name), () -> "nothing was said yet of $" + name);
        return ((JsonString) known.get(name)).getString();
    }

    /** @return the text with what its names stand for in their places */
    String recite(String text) {
        return QUOTED_NAME
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        value(match.group(1), match.group(2)).toString()));
    }

    /** Compares the members that are expected, and no others. A name that is new stands for what is there now. */
    void compare(JsonValue expected, JsonValue actual, String where) {
        assertNotNull(actual, () -> where + " is missing");
        if (expected instanceof JsonString text && text.getString().equals("*")) {
            return;
        }
        if (expected instanceof JsonString text) {
            Matcher name = NAME.matcher(text.getString());
            if (name.matches()) {
                boolean isNew = name.group(2) == null && known.putIfAbsent(name.group(1), actual) == null;
                if (!isNew) {
                    assertEquals(value(name.group(1), name.group(2)), actual, where);
                }
                return;
            }
        }
        if (expected instanceof JsonObject members) {
            assertTrue(actual instanceof JsonObject, () -> where + " is " + actual);
            members.forEach(
                    (name, value) -> compare(value, actual.asJsonObject().get(name), where + "." + name));
        } else if (expected instanceof JsonArray items) {
            assertEquals(items.size(), actual.asJsonArray().size(), where);
            for (int i = 0; i < items.size(); i++) {
                compare(items.get(i), actual.asJsonArray().get(i), where + "[" + i + "]");
            }
        } else {
            assertEquals(expected, actual, where);
        }
    }

    private JsonValue value(String name, String more) {
        JsonValue value = known.get(name);
        assertNotNull(value, () -> "nothing was said yet of $" + name);
        return more == null ? value : Json.createValue(((JsonNumber) value).longValueExact() + Long.parseLong(more));
    }
}
