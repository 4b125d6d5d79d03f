package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tutti.Calls;
import dev.tutti.base.command.Command;
import dev.tutti.journal.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("asyncapi.json")
class AsyncApiTest {
    /** Where the server says something that is no entry of a journal. */
    private static final Pattern SAID = Pattern.compile("\\b(?:frame|notice|stamped)\\(\\s*\"([a-z:_]+)\"");
    /** Where it says one of two things. */
    private static final Pattern ANNOUNCED = Pattern.compile("announce\\([^;]*, \"(room:[a-z]+)\"");

    private static final Pattern CASE = Pattern.compile("case \"([a-z:]+)\"");

    @Test
    @DisplayName("documents every frame that the server says, and no other")
    void said() {
        Set<String> known = Stream.of(facts(), in("src/main/java/dev/tutti/live", SAID, ANNOUNCED).stream())
                .flatMap(it -> it)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, Contracts.said());
    }

    @Test
    @DisplayName("documents every command that the server takes, and no other")
    void taken() {
        Set<String> known = in("src/main/java/dev/tutti/live/socket/Commands.java", CASE);
        Calls.classes()
                .filter(type -> type.isAssignableTo(Command.class) && !type.isInterface())
                .map(type -> ((Command) bare(type.reflect())).type())
                .forEach(known::add);
        assertEquals(known, Contracts.commands().keySet());
    }

    @Test
    @DisplayName("leads nowhere by a reference that is not there")
    void references() {
        Set<String> broken = new TreeSet<>();
        references(Contracts.asyncApi(), broken);
        references(Contracts.openApi(), broken);
        assertEquals(Set.of(), broken);
    }

    private static void references(JsonNode node, Set<String> broken) {
        if (node.path("$ref").isTextual()) {
            String reference = node.get("$ref").textValue();
            JsonNode document = reference.startsWith(Contracts.OPENAPI)
                            || Contracts.openApi().at(pointer(reference)).isObject()
                    ? Contracts.openApi()
                    : Contracts.asyncApi();
            if (document.at(pointer(reference)).isMissingNode()) {
                broken.add(reference);
            }
        }
        node.forEach(child -> references(child, broken));
    }

    private static String pointer(String reference) {
        return reference.substring(reference.indexOf('#') + 1);
    }

    /** What journals tell. */
    private static Stream<String> facts() {
        return Calls.classes()
                .filter(type -> type.isAssignableTo(Fact.class) && !type.isInterface())
                .map(type -> ((Fact) bare(type.reflect())).type())
                .map(type -> type.startsWith("custom:") ? "custom:*" : type);
    }

    /** @return one that holds nothing: what it is called does not depend on what it holds */
    private static Object bare(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return constructor.newInstance(Stream.of(constructor.getParameterTypes())
                    .map(it -> Array.get(Array.newInstance(it, 1), 0))
                    .toArray());
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(type.getName(), changed);
        }
    }

    private static Set<String> in(String place, Pattern... patterns) {
        try (Stream<Path> files = Files.walk(Path.of(place))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(AsyncApiTest::text)
                    .flatMap(text -> Stream.of(patterns)
                            .flatMap(pattern -> pattern.matcher(text).results().map(found -> found.group(1))))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
