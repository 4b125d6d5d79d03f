package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.command.Command;
import dev.tutti.base.database.ScratchDatabase;
import dev.tutti.base.idempotency.Notebook;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.Credential;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.base.limit.FreshRates;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.StreamId;
import dev.tutti.live.command.FeatureCommands;
import dev.tutti.live.hub.Session;
import dev.tutti.live.hub.Studio;
import dev.tutti.live.hub.Tape;
import dev.tutti.work.workspace.Office;
import jakarta.json.JsonObject;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A feature's command")
class FeatureCommandsTest {
    private final Studio studio = new Studio();
    private final ScratchDatabase database = new ScratchDatabase();
    private final Tape tape = new Tape();
    private final Note note = new Note();
    private StreamId inbox;
    private FrameDispatcher dispatcher;

    /** Stands for any feature: each time it is performed, the inbox tells of it. */
    private final class Note implements Command {
        private int performed;

        /** What a bean's constraints check before it is called. */
        private record Paper(
                @Size(max = 100, message = "is too long") String text) {}

        @Override
        public String type() {
            return "note:take";
        }

        @Override
        public JsonObject perform(Caller caller, JsonObject payload) {
            if (payload.getString("text").isEmpty()) {
                throw new Problem.Conflict("Nothing to note.");
            }
            var violations = Office.RULES.validate(new Paper(payload.getString("text")));
            if (!violations.isEmpty()) {
                throw new ConstraintViolationException(violations);
            }
            performed++;
            Entry.Happening what = new Entry.Happening("note:taken", payload.toString(), Optional.empty());
            studio.happens(inbox, Author.of(caller), what);
            return JsonText.object().add("number", performed).build();
        }
    }

    @BeforeEach
    void connect() {
        UserId ada = new UserId(UUID.randomUUID());
        inbox = StreamId.inbox(ada);
        FeatureCommands features = FeatureCommands.of(
                new Notebook(database, studio.clock).retries, FreshRates.of(studio.settings, studio.clock), note);
        Commands commands = new Commands();
        commands.features = features;
        commands.frames = studio.frames;
        Credential credential = new Credential(
                UUID.randomUUID(),
                Optional.empty(),
                false,
                studio.clock.instant(),
                studio.clock.instant().plus(Duration.ofHours(1)));
        Session session = studio.opens(new Caller(ada, "Ada", credential, Echo.NONE), tape);
        dispatcher = new FrameDispatcher(session, commands, studio.settings.client(), studio.clock);
        studio.settle();
        assertEquals("connected", tape.last().getString("type"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @DisplayName("is found by its type, and its reply carries what it says")
    void found() {
        JsonObject reply = say("{'id':1,'type':'note:take','payload':{'text':'x'}}");

        assertTrue(reply.getBoolean("success"));
        assertEquals(1, reply.getJsonObject("data").getInt("number"));
        assertEquals("unknown_type", code(say("{'id':2,'type':'note:tear','payload':{}}")));
    }

    @Test
    @DisplayName("E2: that its constraints refuse is refused, and no fault")
    void constraints() {
        String tooLong = "'type':'note:take','payload':{'text':'" + "x".repeat(101) + "'}}";

        assertEquals("bad_request", code(say("{'id':1," + tooLong)));
        assertEquals("bad_request", code(say("{'id':2,'mutationId':'m'," + tooLong)));
        assertEquals(0, note.performed);
    }

    @Test
    @DisplayName("without an id is done in silence")
    void silence() {
        tell("{'type':'note:take','payload':{'text':'x'}}");

        assertEquals(1, note.performed);
        assertEquals(List.of("connected", "note:taken"), tape.types());
    }

    @Test
    @DisplayName("E3: sent again with its mutationId is not done again and gets the same reply, told by its new id")
    void retry() {
        for (String key :
                List.of("'payload':{'text':'x'},'mutationId':'m1'", "'payload':{'text':'x','mutationId':'m2'}")) {
            JsonObject first = say("{'id':1,'type':'note:take'," + key + "}");
            JsonObject second = say("{'id':2,'type':'note:take'," + key + "}");

            assertEquals(first.getJsonObject("data"), second.getJsonObject("data"));
            assertEquals(2, second.getInt("id"));
        }
        assertEquals(2, note.performed);
    }

    @Test
    @DisplayName("tells its mutationId with the event, so that its author knows it again")
    void echo() {
        tell("{'type':'note:take','payload':{'text':'x'},'mutationId':'m'}");

        assertEquals("m", tape.last().getString("mutationId"));
    }

    @Test
    @DisplayName("D23: with the same mutationId for something else is refused, and nothing is done")
    void mismatch() {
        say("{'id':1,'type':'note:take','mutationId':'m','payload':{'text':'x'}}");

        assertEquals(
                "idempotency_mismatch",
                code(say("{'id':2,'type':'note:take','mutationId':'m','payload':{'text':'y'}}")));
        assertEquals(1, note.performed);
    }

    @Test
    @DisplayName("that was refused may be sent again with the same mutationId, and corrected")
    void refused() {
        assertEquals("conflict", code(say("{'id':1,'type':'note:take','mutationId':'m','payload':{'text':''}}")));

        assertTrue(say("{'id':2,'type':'note:take','mutationId':'m','payload':{'text':'y'}}")
                .getBoolean("success"));
    }

    @Test
    @DisplayName("takes no mutationId that is no text, or too long, or not to be printed")
    void badKeys() {
        for (String key : List.of("7", "''", "'" + "m".repeat(201) + "'", "'\u00e4'", "{}")) {
            JsonObject reply = say("{'id':1,'type':'note:take','payload':{'text':'x'},'mutationId':" + key + "}");
            assertEquals("bad_value", code(reply), key);
        }
        assertEquals(0, note.performed);
    }

    private static String code(JsonObject reply) {
        return reply.getJsonObject("error").getString("code");
    }

    /** @return the reply, which must come */
    private JsonObject say(String frame) {
        int before = tape.frames().size();
        tell(frame);
        List<JsonObject> replies = tape.frames().subList(before, tape.frames().size()).stream()
                .filter(heard -> heard.getString("type").equals("reply"))
                .toList();
        assertEquals(1, replies.size());
        return replies.get(0);
    }

    private void tell(String frame) {
        dispatcher.receive(frame.replace('\'', '"'));
        studio.settle();
    }
}
