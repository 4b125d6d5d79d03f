package dev.tutti.base.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A command's payload")
class PayloadTest {
    /** What one may hold. */
    public record Note(String text, int number) {}

    @Test
    @DisplayName("is read member by member, or as a whole")
    void read() {
        UUID id = UUID.randomUUID();

        assertEquals(id, of("'it':'" + id.toString().toUpperCase() + "'").uuid("it"));
        assertEquals("x", of("'it':'x'").text("it"));
        assertEquals(Optional.of("x"), of("'it':'x'").optionalText("it"));
        assertEquals(Optional.empty(), of("'it':null").optionalText("it"));
        assertEquals(Optional.empty(), of("").optionalText("it"));
        assertTrue(of("'it':true").truth("it"));
        assertEquals(new Note("x", 7), of("'text':'x','number':7,'other':{}").as(Note.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'it':null", "'it':7", "'it':'x'", "'it':'1-1-1-1-1'", "'it':{}"})
    @DisplayName("has no other id than a UUID")
    void noId(String members) {
        refuses(members, payload -> payload.uuid("it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'it':null", "'it':7", "'it':true", "'it':[]"})
    @DisplayName("has no other text than a text")
    void noText(String members) {
        refuses(members, payload -> payload.text("it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'it':null", "'it':'true'", "'it':1"})
    @DisplayName("has no other truth than true and false")
    void noTruth(String members) {
        refuses(members, payload -> payload.truth("it"));
    }

    @Test
    @DisplayName("that does not fit is refused as a whole")
    void misfit() {
        assertThrows(Problem.Invalid.class, () -> of("'text':7").as(Note.class));
        refuses("'it':7", payload -> payload.optionalText("it"));
    }

    private static void refuses(String members, Function<Payload, Object> reading) {
        Problem.Invalid refused = assertThrows(Problem.Invalid.class, () -> reading.apply(of(members)));
        assertEquals(ErrorCode.BAD_REQUEST, refused.code());
        assertEquals("it", refused.errors().get(0).field());
    }

    private static Payload of(String members) {
        return new Payload(StrictJson.object("{" + members.replace('\'', '"') + "}"));
    }
}
