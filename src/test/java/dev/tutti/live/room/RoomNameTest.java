package dev.tutti.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The name of a room")
class RoomNameTest {
    static List<String> names() {
        return List.of("a", "doc:7", " with blanks ", "é€", "\uD83D\uDE80".repeat(63), "x".repeat(100), "\u202Eright");
    }

    static List<String> others() {
        return List.of(
                "",
                " ",
                "x".repeat(101),
                "\uD83D\uDE80".repeat(64),
                "a\nb",
                "a\u0000",
                "\u007F",
                "\u0085",
                "\u2028",
                "\uD83D");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    @DisplayName("is kept as it is written")
    void names(String name) {
        assertEquals(name, RoomName.parse("room", name, 100).text());
    }

    @ParameterizedTest
    @MethodSource("others")
    @DisplayName("is refused when it is empty, too long to be counted in a byte, or not on one line")
    void others(String name) {
        Problem refused = assertThrows(Problem.Invalid.class, () -> RoomName.parse("room", name, 100));
        assertEquals(ErrorCode.BAD_VALUE, refused.code());
    }

    @Test
    @DisplayName("is another where it is written otherwise")
    void verbatim() {
        assertEquals(
                2,
                List.of(new RoomName("\u00E9"), new RoomName("e\u0301")).stream()
                        .distinct()
                        .count());
    }
}
