package dev.tutti.base.json;

import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;

/**
 * Takes for a {@code Boolean} only what was sent as one; JSON-B by itself would take any text, and most for false. A
 * plain {@code boolean} it does not ask us for: so what must not be mistaken is a {@code Boolean}.
 */
final class Truths implements JsonbDeserializer<Boolean> {
    @Override
    public Boolean deserialize(JsonParser parser, DeserializationContext context, Type type) {
        JsonValue value = parser.getValue();
        if (value.equals(JsonValue.NULL)) {
            return null;
        }
        if (!value.equals(JsonValue.TRUE) && !value.equals(JsonValue.FALSE)) {
            throw new JsonbException("no truth value");
        }
        return value.equals(JsonValue.TRUE);
    }
}
