package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The REST API")
class RestIT extends ServerIT implements AccountCases {
    private static Person ada;
    private static String id;
    private static String workspace;
    private static String tasks;

    @BeforeAll
    static void begin() {
        ada = Person.registers("Ada");
        id = ada.createsWorkspace("Engine");
        workspace = "api/workspaces/" + id;
        tasks = workspace + "/tasks";
    }

    @Test
    @DisplayName("says of every write in a workspace where its journal tells of it, and of every version its ETag")
    void everyWriteIsTold() {
        Person bob = Person.registers("Bob");
        Answer made = ada.post("api/workspaces", "{\"name\":\"W\"}").expect(201);
        String own = "api/workspaces/" + made.id();
        Answer task = ada.createsTask(made.id(), "T");
        String path = own + "/tasks/" + task.id();
        List<Answer> writes = List.of(
                made,
                task,
                ada.patch(own, "{\"name\":\"V\"}").expect(200),
                ada.post(own + "/members", "{\"userId\":\"" + bob.id + "\",\"role\":\"guest\"}")
                        .expect(201),
                ada.patch(own + "/members/" + bob.id, "{\"role\":\"member\"}").expect(200),
                bob.patch(path, "{\"title\":\"U\"}").expect(200),
                bob.post(path + "/move", "{\"status\":\"done\"}").expect(200),
                ada.delete(path).expect(204),
                ada.post(path + "/restore", "").expect(200),
                ada.delete(own + "/members/" + bob.id).expect(204),
                ada.delete(own).expect(204));

        assertEquals(11, writes.stream().map(Answer::seq).distinct().count());
        for (Answer write : writes) {
            assertTrue(
                    write.header("Journal-Position").orElseThrow().matches("[0-9a-zA-Z]+:[0-9]+:[0-9a-f-]{36}"),
                    write.header("Journal-Position").orElseThrow());
            if (write.status() != 204 && write.json().containsKey("version")) {
                assertEquals(Optional.of("\"" + write.json().getInt("version") + "\""), write.header("ETag"));
            }
        }
    }

    @Test
    @DisplayName("says where a new thing is by its path, without the Host that anybody may forge")
    void relativeLocation() {
        for (Answer made :
                List.of(ada.post("api/workspaces", "{\"name\":\"W\"}"), ada.post(tasks, "{\"title\":\"T\"}"))) {
            String location = made.expect(201).header("Location").orElseThrow();

            assertTrue(location.startsWith("/tutti/api/workspaces"), location);
            assertEquals(made.json(), ada.get(location).expect(200).json());
            assertEquals(made.header("ETag"), ada.get(location).header("ETag"));
        }
    }

    @Test
    @DisplayName("E5: edits of different fields merge, and an edit of the same field is stale, with ETag and fields")
    void merge() {
        Answer created = ada.createsTask(id, "T");
        String task = tasks + "/" + created.id();
        Map<String, String> seen = Map.of("If-Match", created.header("ETag").orElseThrow());
        ada.as("PATCH", task, "{\"title\":\"Mine\",\"priority\":\"high\"}", seen)
                .expect(200);

        JsonObject merged = ada.as("PATCH", task, "{\"description\":\"Yours\"}", seen)
                .expect(200)
                .json();
        assertEquals(List.of("Mine", "Yours"), List.of(merged.getString("title"), merged.getString("description")));
        Answer stale = ada.as("PATCH", task, "{\"title\":\"Yours\",\"status\":\"doing\"}", seen)
                .refused(412, "stale_version");
        assertEquals(Optional.of("\"3\""), stale.header("ETag"));
        assertEquals(
                List.of("title"),
                stale.json().getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                        .map(error -> error.getString("field"))
                        .toList());
        ada.as("DELETE", task, "", seen).refused(412, "stale_version");
        ada.as("PATCH", task, "{\"title\":\"x\"}", Map.of("If-Match", "garbled"))
                .refused(400, "bad_value");
        assertEquals("Mine", ada.get(task).json().getString("title"));
        ada.patch(task, "{\"title\":\"Unconditional\"}").expect(200);
        ada.as("DELETE", task, "", Map.of("If-Match", "\"4\"")).expect(204);
    }

    @Test
    @DisplayName("E6: of two edits at once of what both have seen, one is saved and told, and the other is stale")
    void race() {
        try (Phone phone = Phone.joins(ada, id)) {
            for (int round = 0; round < 5; round++) {
                Answer created = ada.createsTask(id, "Race");
                phone.expect("task:created");
                Map<String, String> seen =
                        Map.of("If-Match", created.header("ETag").orElseThrow());
                List<Answer> answers = atOnce(
                        4, i -> () -> ada.as("PATCH", tasks + "/" + created.id(), "{\"title\":\"" + i + "\"}", seen));

                assertEquals(List.of(200, 412, 412, 412), statuses(answers));
                assertEquals(
                        created.id(),
                        phone.expect("task:updated").getJsonObject("payload").getString("id"));
                phone.expectSilence();
            }
        }
    }

    @Test
    @DisplayName("E18: of those who bring the same id for a workspace at once, one makes it and the others conflict")
    void sameId() {
        List<Person> people = List.of(ada, Person.registers("Bob"));
        for (int round = 0; round < 5; round++) {
            String body = "{\"name\":\"W\",\"id\":\"" + UUID.randomUUID() + "\"}";
            List<Answer> answers = atOnce(6, i -> () -> people.get(i % 2).post("api/workspaces", body));

            assertEquals(List.of(201, 409, 409, 409, 409, 409), statuses(answers));
        }
        String task = "{\"title\":\"T\",\"id\":\"" + UUID.randomUUID() + "\"}";
        assertEquals(List.of(201, 409, 409), statuses(atOnce(3, i -> () -> ada.post(tasks, task))));
    }

    @Test
    @DisplayName(
            "E7: shows a list page by page, each item once and all of them; C13: and only by the list's own cursor")
    void pages() {
        String other = ada.createsWorkspace("Pages");
        String list = "api/workspaces/" + other + "/tasks";
        List<String> made = IntStream.range(0, 23)
                .mapToObj(i -> ada.createsTask(other, "Task " + i).id())
                .toList();
        List<String> seen = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            JsonObject page = ada.get(list + "?limit=7"
                            + next.map(after -> "&after=" + after).orElse(""))
                    .expect(200)
                    .json();
            page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(item -> seen.add(item.getString("id")));
            next = page.isNull("next") ? Optional.empty() : Optional.of(page.getString("next"));
            next.ifPresent(cursor -> Stream.of(tasks, workspace + "/members", "api/workspaces", list + "?trashed=true")
                    .forEach(foreign -> ada.get(foreign + (foreign.contains("?") ? "&" : "?") + "after=" + cursor)
                            .refused(400, "bad_value")));
        } while (next.isPresent());

        assertEquals(made, seen);
        assertEquals(23, items(list).size(), "the default limit is above that");
    }

    @Test
    @DisplayName("keeps what is deleted in the trash, until it is restored to the end of its column")
    void trash() {
        Answer first = ada.createsTask(id, "First");
        Answer second = ada.createsTask(id, "Second");
        String task = tasks + "/" + first.id();
        ada.delete(task).expect(204);

        ada.get(task).refused(404, "not_found");
        ada.patch(task, "{\"title\":\"x\"}").refused(404, "not_found");
        ada.delete(task).refused(404, "not_found");
        assertFalse(items(tasks).contains(first.id()));
        assertTrue(items(tasks + "?trashed=true").contains(first.id()));
        ada.post(task + "/restore", "").expect(200);
        List<String> board = items(tasks + "?limit=200&status=todo");
        assertTrue(board.indexOf(first.id()) > board.indexOf(second.id()));
        assertFalse(items(tasks + "?trashed=true").contains(first.id()));
    }

    @Test
    @DisplayName("finds tasks by status, assignee, label and text, one by one and together")
    void filters() {
        String list = "api/workspaces/" + ada.createsWorkspace("Filters") + "/tasks";
        String task = ada.post(
                        list,
                        "{\"title\":\"Fix the ENGINE\",\"status\":\"doing\",\"labels\":[\"a b\"],\"assigneeId\":\"%s\"}"
                                .formatted(ada.id))
                .expect(201)
                .id();
        ada.post(list, "{\"title\":\"Other\",\"labels\":[\"a\"]}").expect(201);

        String all = "status=doing&assignee=" + ada.id + "&label=a%20b&q=engine";
        for (String filter : List.of("status=doing", "assignee=" + ada.id, "label=a%20b", "q=engine", all)) {
            assertEquals(List.of(task), items(list + "?" + filter), filter);
        }
        for (String filter : List.of("status=done", "assignee=" + UUID.randomUUID(), "label=b", "q=%25", all + "x")) {
            assertEquals(List.of(), items(list + "?" + filter), filter);
        }
    }

    private static List<String> items(String path) {
        return ada.get(path).expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString("id"))
                .toList();
    }

    /** Makes the calls on as many threads: the pool that all share has as many as there are processors. */
    static <T> List<T> atOnce(int count, IntFunction<Supplier<T>> call) {
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try {
            List<CompletableFuture<T>> running = IntStream.range(0, count)
                    .mapToObj(call)
                    .map(one -> CompletableFuture.supplyAsync(one, callers))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        } finally {
            callers.shutdown();
        }
    }

    static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).sorted().toList();
    }
}
