package dev.tutti.base.json;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.spi.JsonProvider;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * Objects as JSON, in the one form in which Tutti says them: what a REST reply shows, an event tells and the journal
 * keeps is the same text. Absent values are written as {@code null}, so that a reader need not guess.
 */
public final class JsonText {
    // One for the whole application: building it is dear, and it is safe to share. It has nothing to close.
    private static final Jsonb JSONB =
            JsonbBuilder.create(new JsonbConfig().withNullValues(true).withDeserializers(new Texts(), new Truths()));

    // Likewise: the Json class looks for its provider anew at every call.
    private static final JsonProvider JSON = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = JSON.createBuilderFactory(Map.of());

    private JsonText() {}

    /** @return an empty object to be filled */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** @return an empty array to be filled */
    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    /** @return the text as a JSON string, in its quotation marks */
    public static String quoted(String text) {
        return JSON.createValue(text).toString();
    }

    public static String of(Object value) {
        return JSONB.toJson(value);
    }

    /** @return the same as an object, for an answer that is not written at once */
    public static JsonObject json(Object value) {
        return StrictJson.object(of(value));
    }

    /**
     * @param text an object that {@link StrictJson} has already let through
     * @throws Problem.Invalid {@code bad_request} when it does not fit the type. The cause is not passed on: it
     *     names our classes.
     */
    public static <T> T read(String text, Type type) {
        try {
            return JSONB.fromJson(text, type);
        } catch (JsonbException | IllegalArgumentException misfit) {
            throw new Problem.Invalid(
                    ErrorCode.BAD_REQUEST,
                    "A field has a value of the wrong kind. Compare the request with the documentation of this call.");
        }
    }
}
