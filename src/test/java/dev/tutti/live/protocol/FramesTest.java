package dev.tutti.live.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.ManualClock;
import dev.tutti.base.identity.Echo;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.base.problem.Problem;
import dev.tutti.journal.Author;
import dev.tutti.journal.Entry;
import dev.tutti.journal.Position;
import dev.tutti.journal.StreamId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Frames")
class FramesTest {
    private static final UUID ID = UUID.fromString("0192f0c1-0000-7000-8000-000000000001");

    private final Frames frames = new Frames(new ManualClock());

    @Test
    @DisplayName("an event carries its workspace, number, author and the author's key, and its length in bytes")
    void event() {
        ServerFrame frame = frames.event(entry(StreamId.workspace(ID), "Ada \"Countess\" Løvelace"));
        JsonObject json = parse(frame);

        assertEquals("task:created", json.getString("type"));
        assertEquals("Milk", json.getJsonObject("payload").getString("title"));
        assertEquals(1_795_164_999_743L, json.getJsonNumber("ts").longValueExact());
        assertEquals(ID.toString(), json.getString("workspaceId"));
        assertEquals(42, json.getInt("seq"));
        assertEquals("Ada \"Countess\" Løvelace", json.getJsonObject("actor").getString("name"));
        assertEquals("key \"1\"", json.getString("mutationId"));
        assertEquals(frame.text().length() + 1, frame.bytes());
    }

    @Test
    @DisplayName("an event of an inbox says so and names no workspace")
    void inboxEvent() {
        JsonObject json = parse(frames.event(entry(StreamId.inbox(new UserId(ID)), "Ada")));

        assertEquals(true, json.getBoolean("inbox"));
        assertEquals(false, json.containsKey("workspaceId"));
    }

    @Test
    @DisplayName("an event that no person caused has no actor")
    void ofNobody() {
        Entry entry = entry(StreamId.inbox(new UserId(ID)), "Ada");
        JsonObject json = parse(
                frames.event(new Entry(entry.stream(), entry.position(), entry.what(), Author.SERVER, entry.when())));

        assertEquals(
                Set.of("type", "payload", "ts", "inbox", "seq", "mark"), json.keySet(), "and nothing to echo either");
    }

    @Test
    @DisplayName("an event that an integration caused says that it was one")
    void ofIntegration() {
        Entry entry = entry(StreamId.workspace(ID), "CI");
        Author robot = new Author(UserId.ofIntegration(ID), "CI", Echo.NONE);
        JsonObject json =
                parse(frames.event(new Entry(entry.stream(), entry.position(), entry.what(), robot, entry.when())));

        assertEquals(true, json.getJsonObject("actor").getBoolean("integration"));
        assertEquals(
                Set.of("id", "name"),
                parse(frames.event(entry)).getJsonObject("actor").keySet());
    }

    @Test
    @DisplayName("a refusal pairs with the id of its message, as text or number; without one it is an error frame")
    void refusals() {
        Problem problem = new Problem.NotFound("workspace");
        JsonObject reply = parse(frames.refusal(Optional.of(Json.createValue(7)), problem));
        assertEquals(7, reply.getInt("id"));
        assertEquals(false, reply.getBoolean("success"));
        assertEquals("not_found", reply.getJsonObject("error").getString("code"));

        JsonObject error = parse(frames.refusal(Optional.empty(), problem));
        assertEquals("error", error.getString("type"));
        assertEquals("not_found", error.getJsonObject("payload").getString("code"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @DisplayName("what is no frame is refused by name")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | BAD_REQUEST",
                "{\"type\":7} | BAD_REQUEST",
                "{\"type\":\"\"} | BAD_REQUEST",
                "{\"type\":\"ping\",\"payload\":[]} | BAD_REQUEST",
                "{\"type\":\"ping\",\"id\":1.5} | BAD_REQUEST",
                "{\"type\":\"ping\",\"id\":{}} | BAD_REQUEST",
                "[1] | BAD_JSON",
                "{\"type\":\"ping\"} {} | BAD_JSON",
            })
    void badFrames(String text, ErrorCode code) {
        assertEquals(
                code,
                assertThrows(Problem.class, () -> ClientFrame.read(StrictJson.object(text)))
                        .code());
    }

    @ParameterizedTest
    @DisplayName("an id in a payload must be a whole UUID")
    @ValueSource(strings = {"null", "7", "\"x\"", "\"1-1-1-1-1\"", "{}"})
    void badIds(String value) {
        ClientFrame frame = ClientFrame.read(
                StrictJson.object("{\"type\":\"workspace:join\",\"payload\":{\"workspaceId\":" + value + "}}"));

        Problem problem = assertThrows(Problem.Invalid.class, () -> frame.uuid("workspaceId"));

        assertEquals("workspaceId", problem.errors().get(0).field());
    }

    private static Entry entry(StreamId stream, String author) {
        return new Entry(
                stream,
                new Position("e1", 42, Optional.of(ID)),
                new Entry.Happening("task:created", "{\"title\":\"Milk\"}", Optional.empty()),
                new Author(new UserId(ID), author, new Echo(Optional.of("key \"1\""), Optional.empty())),
                Instant.ofEpochMilli(1_795_164_999_743L));
    }

    private static JsonObject parse(ServerFrame frame) {
        try (JsonReader reader = Json.createReader(new StringReader(frame.text()))) {
            return reader.readObject();
        }
    }
}
