package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What nobody with good intentions sends")
class HostileIT extends ServerIT implements TextCases, SurfaceCases {
    /** Stands in what is sent and must not come back, nor stand at the start of a line of any log. */
    static final String FORGED = "FORGED-LINE";

    private static final int MAX_BODY = 64 * 1024;

    private static Person mallory;
    private static String workspace;
    private static String tasks;

    @BeforeAll
    static void begin() {
        mallory = Person.registers("Mallory");
        workspace = "api/workspaces/" + mallory.createsWorkspace("Lair");
        tasks = workspace + "/tasks";
    }

    @Test
    @DisplayName("E1: fields that are not the caller's to set are never applied")
    void massAssignment() {
        String forged = ",\"role\":\"guest\",\"ownerId\":\"x\",\"version\":99,\"createdAt\":\"1999-01-01T00:00:00Z\","
                + "\"createdBy\":\"x\",\"workspaceId\":\"x\",\"trashedAt\":\"1999-01-01T00:00:00Z\",\"administrator\":true,"
                + "\"place\":7,\"deletedAt\":\"1999-01-01T00:00:00Z\",\"tenant\":\"x\"";
        JsonObject made = mallory.post("api/workspaces", "{\"name\":\"W\"" + forged + "}")
                .expect(201)
                .json();
        assertEquals("owner", made.getString("role"));
        assertEquals(1, made.getInt("version"));
        Answer task = mallory.post(tasks, "{\"title\":\"T\"" + forged + "}").expect(201);
        JsonObject patched = mallory.patch(
                        tasks + "/" + task.id(), "{\"id\":\"" + UUID.randomUUID() + "\",\"title\":\"U\"" + forged + "}")
                .expect(200)
                .json();

        assertEquals(task.id(), patched.getString("id"));
        assertEquals(2, patched.getInt("version"));
        assertEquals(mallory.id, patched.getString("createdBy"));
        assertTrue(patched.isNull("trashedAt"));
        assertFalse(patched.getString("createdAt").startsWith("1999"));
        JsonObject me = mallory.patch("api/auth/me", "{\"email\":\"root@example.org\",\"id\":\"x\"" + forged + "}")
                .expect(200)
                .json();
        assertEquals(List.of(mallory.id, mallory.email), List.of(me.getString("id"), me.getString("email")));
        assertFalse(me.getBoolean("administrator"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    POST  | workspaces         | {}                                                      | name
                    POST  | workspaces         | {"name":"  "}                                           | name
                    POST  | workspaces         | {"name":"W","id":"00000000-0000-1000-8000-00000FORGED0"} |
                    POST  | workspaces         | {"name":"W","id":"00000000-0000-1000-8000-000000000000"} | id
                    POST  | {ws}/members       | {"userId":"{me}","role":"FORGED-LINE"}                  | role
                    POST  | {ws}/members       | {"role":"guest"}                                        | userId
                    POST  | {ws}/tasks         | {"title":"T","status":"FORGED-LINE"}                    | status
                    POST  | {ws}/tasks         | {"title":"T","priority":"FORGED-LINE"}                  | priority
                    POST  | {ws}/tasks         | {"title":"T","labels":["FORGED-LINE","FORGED-LINE"]}    | labels
                    POST  | {ws}/tasks         | {"title":"T","checklist":[{"done":true}]}               | checklist[0].text
                    POST  | {ws}/tasks         | {"title":"T","dueOn":"FORGED-LINE"}                     |
                    POST  | {ws}/tasks         | {"title":["FORGED-LINE"]}                               |
                    POST  | {ws}/tasks         | {"title":{"a":"FORGED-LINE"}}                           |
                    POST  | {ws}/tasks         | {"title":"T","assigneeId":"{no}"}                       | assigneeId
                    POST  | {ws}/messages      | {"text":""}                                             | text
                    POST  | {ws}/messages      | {"text":"T","room":"FORGED-LINE\\nsecond line"}         | room
                    POST  | {ws}/messages      | {"text":"T","replyTo":"{no}"}                           | replyTo
                    POST  | {ws}/messages      | {"text":["FORGED-LINE"]}                                |
                    POST  | {ws}/messages/read | {"upTo":"FORGED-LINE"}                                  | upTo
                    PATCH | auth/me            | {"avatarUrl":"javascript:FORGED-LINE"}                  | avatarUrl
                    PATCH | auth/me            | {"name":"FORGED-LINE\\nsecond line"}                    | name
                    PATCH | notifications/settings | {"FORGED-LINE":false}                               |
                    PATCH | notifications/settings | {"assigned":"FORGED-LINE"}                          | assigned
                    POST  | workspaces         | {"name":"FORGED-LINE\\r\\nsecond line"}                 | name
                    POST  | auth/register      | {"email":"FORGED-LINE","name":"N","password":"12345678"} | email
                    POST  | auth/register      | {"email":"a@b.c","name":"N","password":"short"}         | password
                    POST  | auth/login         | {"email":"a@b.c"}                                       | password
                    """)
    @DisplayName("E2: a value that is not valid is refused with its field's name, and not repeated")
    void invalidValues(String method, String path, String body, String field) {
        Answer answer = mallory.as(
                        method,
                        path.startsWith("{ws}") ? workspace + path.substring(4) : "api/" + path,
                        body.replace("{me}", mallory.id)
                                .replace("{no}", UUID.randomUUID().toString()),
                        Map.of())
                .refused(400, "bad_request");

        assertFalse(
                answer.response().body().contains("FORGED"), answer.response().body());
        if (field != null) {
            assertEquals(
                    field, answer.json().getJsonArray("errors").getJsonObject(0).getString("field"));
        }
        tellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=-1", "limit=1000000000", "limit=all", "limit=", "after=garbled", "after="})
    @DisplayName("E7: a list takes no other limit than 1 to 200, and no cursor that it did not give")
    void badPages(String query) {
        String task = mallory.createsTask(workspace.substring(15), "T").id();
        for (String list : List.of(
                "api/workspaces",
                workspace + "/members",
                workspace + "/messages",
                workspace + "/activity",
                tasks,
                tasks + "?trashed=true",
                tasks + "/" + task + "/comments",
                tasks + "/" + task + "/activity")) {
            tellsNothing(
                    mallory.get(list + (list.contains("?") ? "&" : "?") + query).refused(400, "bad_value"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' or '1'='1",
                "'; drop table task; --",
                "\" or \"\"=\"",
                "%' escape '!",
                "${jndi:ldap://127.0.0.1/x}",
                "#{1+1}",
                "<img src=x onerror=alert(1)>",
                "../../etc/passwd",
                "\\u0027; select pg_sleep(9)--"
            })
    @DisplayName("E8: in a text is text; in an id, a cursor, an order or a filter it finds nothing")
    void injections(String evil) {
        String encoded = URLEncoder.encode(evil, StandardCharsets.UTF_8).replace("+", "%20");
        String text = Json.createValue(evil).toString();
        Answer task = mallory.post(
                        tasks,
                        "{\"title\":%1$s,\"description\":%1$s,\"labels\":[%1$s],\"checklist\":[{\"text\":%1$s}]}"
                                .formatted(text))
                .expect(201);
        JsonObject kept = mallory.get(tasks + "/" + task.id()).expect(200).json();
        assertEquals(evil, kept.getString("title"));
        assertEquals(evil, kept.getString("description"));
        assertEquals(evil, kept.getJsonArray("labels").getString(0));
        for (String filter : List.of("q", "label")) {
            JsonObject found = mallory.get(tasks + "?" + filter + "=" + encoded)
                    .expect(200)
                    .json();
            assertEquals(
                    List.of(task.id()),
                    found.getJsonArray("items").getValuesAs(JsonObject.class).stream()
                            .map(item -> item.getString("id"))
                            .toList());
        }
        JsonObject none = mallory.get(tasks + "?sort=" + encoded + "&status=" + encoded)
                .expect(200)
                .json();
        assertTrue(none.getJsonArray("items").isEmpty());
        tellsNothing(mallory.get(tasks + "?assignee=" + encoded).refused(400, "bad_value"));
        tellsNothing(mallory.get(tasks + "?trashed=" + encoded).refused(400, "bad_value"));
        tellsNothing(mallory.get(tasks + "?after=" + encoded).refused(400, "bad_value"));
        String comments = tasks + "/" + task.id() + "/comments";
        String comment =
                mallory.post(comments, "{\"text\":" + text + "}").expect(201).id();
        assertEquals(
                evil, mallory.get(comments + "/" + comment).expect(200).json().getString("text"));
        tellsNothing(mallory.get(comments + "?after=" + encoded).refused(400, "bad_value"));
        for (String id : List.of(
                "api/workspaces/", tasks + "/", workspace + "/members/", workspace + "/messages/", comments + "/")) {
            Answer answer = mallory.as("PATCH", id + encoded, "{\"role\":\"guest\"}", Map.of());
            // A server may refuse a path that climbs before it looks for anything.
            assertTrue(Set.of(400, 404, 405, 501).contains(answer.status()), id + evil + " answers " + answer.status());
            tellsNothing(answer);
        }
        assertEquals(
                401,
                Person.send("POST", "api/auth/login", "{\"email\":%s,\"password\":%s}".formatted(text, text), Map.of())
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/xml", "application/x-www-form-urlencoded", "multipart/form-data"})
    @DisplayName("E12: a body of another type than JSON is refused with 415")
    void wrongType(String type) {
        byte[] body = "{\"title\":\"T\"}".getBytes(StandardCharsets.UTF_8);

        tellsNothing(RawRequest.to(tasks).by(mallory).body("POST", type, body).refused(415, "bad_request"));
    }

    @Test
    @DisplayName("E12: a body of more than 64 KiB is refused with 413, whether or not it says its length before")
    void tooLarge() {
        String task =
                tasks + "/" + mallory.createsTask(workspace.substring(15), "T").id();
        byte[] fits = padded(MAX_BODY);
        byte[] tooLarge = padded(MAX_BODY + 1);

        RawRequest.to(tasks).by(mallory).json("POST", fits).expect(201);
        RawRequest.to(tasks).by(mallory).jsonInChunks("POST", fits).expect(201);
        RawRequest.to(task).by(mallory).jsonInChunks("PATCH", fits).expect(200);
        RawRequest.to(tasks).by(mallory).json("POST", tooLarge).refused(413, "limit");
        RawRequest.to(task).by(mallory).json("PATCH", tooLarge).refused(413, "limit");
        RawRequest.to(tasks).by(mallory).jsonInChunks("POST", tooLarge).refused(413, "limit");
        RawRequest.to(task).by(mallory).jsonInChunks("PATCH", tooLarge).refused(413, "limit");
        RawRequest.to("api/auth/login").json("POST", tooLarge).refused(413, "limit");
    }

    @Test
    @DisplayName("E12: a compressed body is refused unread, however small it is")
    void compressed() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("{\"title\":\"T\"}".getBytes(StandardCharsets.UTF_8));
        }

        RawRequest.to(tasks)
                .by(mallory)
                .with("Content-Encoding", "gzip")
                .json("POST", zipped.toByteArray())
                .refused(415, "bad_request");
    }

    @Override
    public Person person() {
        return mallory;
    }

    @Override
    public String tasks() {
        return tasks;
    }

    private static byte[] padded(int length) {
        String body = "{\"title\":\"T\"}";
        return (body + " ".repeat(length - body.length())).getBytes(StandardCharsets.UTF_8);
    }

    /** E15: no name from inside the server, whatever went wrong. */
    static void tellsNothing(Answer answer) {
        String body = answer.response().body();
        for (String inside :
                List.of("dev.tutti", "java.", "jakarta.", "org.", "Exception", "\tat ", "select ", "SQL", "FORGED")) {
            assertFalse(body.contains(inside), inside + " in " + body);
        }
    }
}
