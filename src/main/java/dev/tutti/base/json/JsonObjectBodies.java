package dev.tutti.base.json;

import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * {@link JsonBodies} for a resource that takes the JSON object itself. RESTEasy has a reader of its own for exactly this
 * type, which is nearer than one for every object, and lets equal keys and text after the value through.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonObjectBodies implements MessageBodyReader<JsonObject> {
    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == JsonObject.class;
    }

    @Override
    public JsonObject readFrom(
            Class<JsonObject> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return StrictJson.object(JsonBodies.text(body));
    }
}
