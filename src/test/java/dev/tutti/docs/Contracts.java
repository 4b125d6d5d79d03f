package dev.tutti.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is documented for programs, as tests hold it against what is there. The documents allow more members than they name, so
 * that later versions may have more; here nothing may have a member that is not documented.
 */
final class Contracts {
    static final String OPENAPI = "openapi.json";
    static final String ASYNCAPI = "asyncapi.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = "https://tutti.example/";
    private static final Map<String, JsonNode> DOCUMENTS = Map.of(OPENAPI, read(OPENAPI), ASYNCAPI, read(ASYNCAPI));

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .pathType(PathType.JSON_POINTER)
            .build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(DOCUMENTS.entrySet().stream()
                    .collect(Collectors.toMap(
                            document -> PLACE + document.getKey(),
                            document -> strict(document.getValue().deepCopy()).toString())))));
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private Contracts() {}

    static JsonNode openApi() {
        return DOCUMENTS.get(OPENAPI);
    }

    static JsonNode asyncApi() {
        return DOCUMENTS.get(ASYNCAPI);
    }

    /** @return the documented calls, like {@code GET workspaces/{workspace}} */
    static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        openApi().get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(it -> !it.getKey().equals("parameters"))
                .forEach(it -> operations.put(
                        it.getKey().toUpperCase(Locale.ROOT) + " "
                                + path.getKey().substring(1),
                        it.getValue())));
        return operations;
    }

    /** @return what a documented call takes beside its body, like {@code header If-Match} */
    static Set<String> parameters(String call) {
        JsonNode path = openApi().at("/paths").get("/" + call.substring(call.indexOf(' ') + 1));
        return Stream.of(path.path("parameters"), operations().get(call).path("parameters"))
                .flatMap(Contracts::elements)
                .map(parameter -> parameter.has("$ref")
                        ? openApi().at(parameter.get("$ref").textValue().substring(1))
                        : parameter)
                .map(parameter -> parameter.get("in").textValue() + " "
                        + parameter.get("name").textValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return the types of all that the server says of its own accord */
    static Set<String> said() {
        return new TreeSet<>(messages("hear").keySet());
    }

    /** @return the types of all that the server takes; what has none by the name of its operation */
    static Set<String> taken() {
        Set<String> taken = new TreeSet<>(commands().keySet());
        asyncApi().get("operations").properties().stream()
                .filter(operation ->
                        operation.getValue().path("action").asText().equals("receive"))
                .filter(operation -> !operation.getValue().has("reply"))
                .forEach(operation -> taken.add(operation.getKey()));
        return taken;
    }

    /** @return where the messages of an operation stand, by their types */
    static Map<String, String> messages(String operation) {
        Map<String, String> messages = new TreeMap<>();
        elements(asyncApi().at("/operations/" + operation + "/messages")).forEach(reference -> {
            String place = message(reference);
            messages.put(type(place), place);
        });
        return messages;
    }

    /** @return where the documented commands stand, by their types */
    static Map<String, String> commands() {
        return ofCommands("/messages/0");
    }

    /** @return where the replies to the documented commands stand, by the types of the commands */
    static Map<String, String> replies() {
        return ofCommands("/reply/messages/0");
    }

    private static Map<String, String> ofCommands(String which) {
        Map<String, String> places = new TreeMap<>();
        asyncApi().get("operations").forEach(operation -> {
            if (operation.has("reply")) {
                places.put(type(message(operation.at("/messages/0"))), message(operation.at(which)));
            }
        });
        return places;
    }

    /** @return where a message stands, by way of its channel */
    private static String message(JsonNode reference) {
        return asyncApi()
                .at(reference.get("$ref").textValue().substring(1))
                .get("$ref")
                .textValue()
                .substring(1);
    }

    /** @return a message's type, as its schema has it; {@code custom:*} for those that others name */
    private static String type(String message) {
        JsonNode payload = asyncApi().at(message + "/payload");
        JsonNode own = payload.has("allOf") ? payload.at("/allOf/1") : payload;
        JsonNode type = own.at("/properties/type");
        return type.has("const") ? type.get("const").textValue() : "custom:*";
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    /**
     * @param pointer where in the document the schema stands
     * @return what does not fit it, line by line; empty when all does
     */
    static String misfits(String document, String pointer, JsonNode value) {
        JsonSchema schema = SCHEMAS.computeIfAbsent(
                document + "#" + pointer, place -> FACTORY.getSchema(SchemaLocation.of(PLACE + place), CONFIG));
        return schema.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.joining("\n"));
    }

    /** Whoever names members means all of them, but where the document says itself that there are more. */
    private static JsonNode strict(JsonNode document) {
        Set<JsonNode> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        document.findValues("allOf").forEach(all -> elements(all)
                .forEach(part -> parts(document, part).forEach(parts::add)));
        close(document, parts);
        return document;
    }

    /** @return what a schema is put together from, none of which names all members */
    private static Stream<JsonNode> parts(JsonNode document, JsonNode part) {
        JsonNode meant =
                part.has("$ref") ? document.at(part.get("$ref").textValue().substring(1)) : part;
        return Stream.concat(
                Stream.of(meant), elements(meant.path("anyOf")).flatMap(choice -> parts(document, choice)));
    }

    private static void close(JsonNode node, Set<JsonNode> parts) {
        node.forEach(child -> close(child, parts));
        if (node instanceof ObjectNode schema) {
            if (schema.path("allOf").isArray()) {
                schema.put("unevaluatedProperties", false);
            } else if (schema.path("type").asText().equals("object")
                    && schema.path("properties").isObject()
                    && !schema.has("additionalProperties")
                    && !parts.contains(schema)) {
                schema.put("additionalProperties", false);
            }
        }
    }

    private static JsonNode read(String name) {
        try (InputStream file = ContractResource.class.getResourceAsStream(name)) {
            return JSON.readTree(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
