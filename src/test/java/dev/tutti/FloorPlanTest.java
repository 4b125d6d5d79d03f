package dev.tutti;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The house")
class FloorPlanTest {
    private static final String ROOT = "dev.tutti";

    private final JavaClasses house = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** One room that knows another. */
    private record Arrow(String from, String to) implements Comparable<Arrow> {
        @Override
        public int compareTo(Arrow other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return from + " --> " + to;
        }
    }

    @Test
    @DisplayName("is built as the README draws it: every import has its arrow, and every arrow its import")
    void isBuiltAsDrawn() throws IOException {
        assertEquals(lines(drawn()), lines(built()));
    }

    @Test
    @DisplayName("has no circles")
    void hasNoCircles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    @DisplayName("says at the door of each room what lives there")
    void roomsAreDescribed() throws IOException {
        Path source = Path.of("src/main/java/dev/tutti");
        try (Stream<Path> files = Files.walk(source)) {
            Set<Path> undescribed = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .filter(room -> !room.equals(source))
                    .filter(room -> Files.notExists(room.resolve("package-info.java")))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of(), undescribed);
        }
    }

    @Test
    @DisplayName(
            "keeps WebSocket, each server's own classes, tokens, Markdown and what is counted with in one room each")
    void foreignWordsStayInTheirRooms() {
        onlyIn("dev.tutti.live.socket..", "jakarta.websocket..");
        onlyIn("dev.tutti.live.socket.undertow..", "io.undertow..");
        onlyIn("dev.tutti.live.socket.tyrus..", "org.glassfish..");
        onlyIn("dev.tutti.base.database.eclipselink..", "org.eclipse.persistence..");
        onlyIn("dev.tutti.base.identity..", "io.jsonwebtoken..");
        onlyIn("dev.tutti.base.database..", "org.h2..", "org.postgresql..", "org.flywaydb..");
        onlyIn("dev.tutti.live.bus..", "redis.clients..");
        onlyIn("dev.tutti.base.metrics..", "io.prometheus..");
        onlyIn("dev.tutti.docs.manual..", "org.commonmark..");
    }

    @Test
    @DisplayName("marks what is open to anyone by one mark, its own")
    void oneMarkForOpen() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.annotation.security..")
                .check(house);
    }

    @Test
    @DisplayName("lets the live wing watch and never write")
    void liveNeverWrites() {
        noClasses()
                .that()
                .resideInAPackage("dev.tutti.live..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "jakarta.transaction..")
                .check(house);
    }

    @Test
    @DisplayName("shows no entity to anyone outside its room")
    void entitiesStayInside() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(house);
    }

    @Test
    @DisplayName("reads the environment in one room")
    void environmentIsReadOnce() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tutti.base.config..")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.config..")
                .check(house);
    }

    @Test
    @DisplayName("writes into the log by one way, which says what it was about")
    void logsByOneWay() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tutti.base.log..")
                .should()
                .callMethod(System.class, "getLogger", String.class)
                .check(house);
    }

    private void onlyIn(String room, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(house);
    }

    /** The arrows of the README's diagram, whose lines read {@code a & b --> c & d}. */
    private static Set<Arrow> drawn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String diagram =
                readme.substring(readme.indexOf("```mermaid"), readme.indexOf("```", readme.indexOf("```mermaid") + 3));
        return diagram.lines()
                .filter(line -> line.contains("-->"))
                .map(line -> line.split("-->"))
                .flatMap(
                        sides -> rooms(sides[0]).flatMap(from -> rooms(sides[1]).map(to -> new Arrow(from, to))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> rooms(String side) {
        return Stream.of(side.split("&")).map(String::strip);
    }

    /** The imports between rooms. Anyone may import the base, so that is not drawn. */
    private Set<Arrow> built() {
        return house.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getOriginClass()) && isOurs(dependency.getTargetClass()))
                .map(dependency -> new Arrow(room(dependency.getOriginClass()), room(dependency.getTargetClass())))
                .filter(arrow -> !arrow.from().equals(arrow.to()))
                .filter(arrow -> !arrow.to().startsWith("base."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".");
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1);
    }

    private static String lines(Set<Arrow> arrows) {
        return arrows.stream().map(Arrow::toString).collect(Collectors.joining("\n"));
    }
}
