package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is kept")
class BothDatabasesTest {
    private static final Pattern INCLUDED = Pattern.compile("<include>\\*\\*/(\\w+)\\.java</include>");

    /** Those that say the same on either database, each with the reason. */
    private static final Map<String, String> ONCE = Map.of(
            "BothDatabasesTest", "only asks who uses one",
            "FailoverTest", "starts its own PostgreSQL, and a standby",
            "ImportReaderTest", "takes of the office only what is asked of a request",
            "LostTailTest", "starts its own PostgreSQL, and a standby",
            "MigrationsTest", "compares the two",
            "NewTaskTest", "takes of the office only what is asked of a request",
            "WriterQueueTest", "is about H2 alone");

    @Test
    @DisplayName("is tested on H2 and on PostgreSQL, wherever a test has a database")
    void onBoth() throws IOException {
        Set<String> twice = INCLUDED.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertTrue(twice.stream().noneMatch(ONCE::containsKey), "once and twice");
        twice.addAll(ONCE.keySet());
        assertEquals(String.join("\n", onScratch()), String.join("\n", twice));
    }

    /** @return the tests that have such a database, be it by what they are helped by */
    private static Set<String> onScratch() {
        JavaClass scratch = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("dev.tutti")
                .get(ScratchDatabase.class);
        Set<JavaClass> found = new HashSet<>();
        Queue<JavaClass> left = new ArrayDeque<>(Set.of(scratch));
        while (!left.isEmpty()) {
            JavaClass type = left.remove();
            if (found.add(type)) {
                Stream.concat(
                                type.getEnclosingClass().stream(),
                                type.getDirectDependenciesToSelf().stream().map(Dependency::getOriginClass))
                        .forEach(left::add);
            }
        }
        return found.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> name.endsWith("Test"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
