package dev.tutti.work.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.work.workspace.Profile;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A mention")
class MentionsTest {
    private final List<Profile> people = List.of(
            named("Ada"),
            named("Ada Lovelace"),
            named("Bob"),
            named("Élodie"),
            named("李雷"),
            named("a.b (c) $1"),
            named(" "));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello @Ada             | Ada",
                "@bob                   | Bob",
                "(@BOB), @Ada!          | Bob, Ada",
                "@Ada Lovelace, please  | Ada Lovelace",
                "@Ada Love              | Ada",
                "@Ada @Ada @Ada         | Ada",
                "@élodie?               | Élodie",
                "@李雷                   | 李雷",
                "👋@Bob👋                | Bob",
                "@a.b (c) $1            | a.b (c) $1",
                "Bob                    | ''",
                "@Bobby                 | ''",
                "@Bob2                  | ''",
                "ada@bob.example        | ''",
                "@ Bob                  | ''",
                "@                      | ''",
                "@@Bob                  | Bob",
                "@Nobody                | ''",
                "@.*                    | ''",
            })
    @DisplayName("is an at-sign and a member's name, and nothing less")
    void name(String text, String expected) {
        List<UUID> found = Mentions.find(text, people);

        assertEquals(
                expected,
                String.join(
                        ", ",
                        found.stream()
                                .map(id -> people.stream()
                                        .filter(person -> person.id().equals(id))
                                        .findFirst()
                                        .orElseThrow()
                                        .name())
                                .toList()));
    }

    @Test
    @DisplayName("of a name that two people have means both")
    void twoOfOneName() {
        List<Profile> twins = List.of(named("Kim"), named("KIM"), named("Bob"));

        assertEquals(2, Mentions.find("@kim", twins).size());
    }

    @Test
    @DisplayName("is looked for only so often, and counts for only so many")
    void bounded() {
        List<Profile> crowd =
                IntStream.range(0, 500).mapToObj(i -> named("p" + i + "x")).toList();
        String all = String.join(" ", crowd.stream().map(p -> "@" + p.name()).toList());

        assertEquals(Mentions.MOST_PEOPLE, Mentions.find(all, crowd).size());
        assertEquals(
                List.of(),
                Mentions.find("@ ".repeat(Mentions.MOST_SIGNS) + "@Bob", people),
                "beyond the signs that are looked at");
    }

    private static Profile named(String name) {
        return new Profile(UUID.randomUUID(), name, Optional.empty());
    }
}
