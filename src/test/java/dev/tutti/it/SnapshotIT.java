package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.work.chat.ChatEvent;
import dev.tutti.work.comment.CommentEvent;
import dev.tutti.work.snapshot.Replica;
import dev.tutti.work.task.TaskEvent;
import dev.tutti.work.workspace.WorkspaceEvent;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A snapshot over HTTP")
class SnapshotIT extends ServerIT {
    private final Person ada = Person.registers("Ada");
    private final Person bob = Person.registers("Bob");
    private final Person cleo = Person.registers("Cleo");
    private final Person dan = Person.registers("Dan");
    private final String workspace = ada.createsWorkspace("Engine");
    private final String address = "api/workspaces/" + workspace;

    @Test
    @DisplayName("says where it is true, which is where the journal ends when nobody writes")
    void position() {
        long last = ada.createsTask(workspace, "Last").seq();

        Answer answer = ada.get(address + "/snapshot").expect(200);

        assertEquals(last, answer.seq());
        JsonObject snapshot = answer.json();
        assertEquals(
                answer.header("Journal-Position").orElseThrow(),
                snapshot.getString("epoch") + ":" + last + ":" + snapshot.getString("mark"));
        assertEquals(ada.get(address + "/tasks").json().get("items"), snapshot.get("tasks"), "as the list shows them");
        assertEquals(ada.get(address + "/members").json().get("items"), snapshot.get("members"));
        assertEquals(ada.get(address).json(), snapshot.get("workspace"));
    }

    @Test
    @DisplayName("and the events heard after it make every later one, however many write meanwhile")
    void foldsIntoEveryLaterOne() {
        ada.adds(bob, workspace, "admin");
        ada.adds(dan, workspace, "guest");
        for (int i = 0; i < 6; i++) {
            ada.createsTask(workspace, "Task " + i);
        }
        List<JsonObject> snapshots = new ArrayList<>();
        // Of one whom none of it concerns, and who is therefore not notified in between.
        try (Phone phone = Phone.joins(dan, workspace)) {
            snapshots.add(snapshot());
            List<CompletableFuture<Void>> writers = List.of(
                    CompletableFuture.runAsync(() -> write(ada, new Random(1))),
                    CompletableFuture.runAsync(() -> write(bob, new Random(2))));
            while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                snapshots.add(snapshot());
            }
            writers.forEach(CompletableFuture::join);
            doesEverything(ada);
            snapshots.add(snapshot());

            long first = seq(snapshots.get(0));
            List<JsonObject> events =
                    phone.expectEvents(first + 1, (int) (seq(snapshots.get(snapshots.size() - 1)) - first));
            check(snapshots, events);
            phone.expectSilence();
        }
    }

    private void check(List<JsonObject> snapshots, List<JsonObject> events) {
        JsonObject start = snapshots.get(0);
        Replica replica = new Replica(ada.id, start);
        for (JsonObject snapshot : snapshots) {
            for (JsonObject event :
                    events.subList((int) (replica.seq() - seq(start)), (int) (seq(snapshot) - seq(start)))) {
                replica.hear(
                        event.getJsonNumber("seq").longValueExact(),
                        event.getString("type"),
                        event.getJsonObject("payload"));
            }
            assertEquals(replica.shown(), Replica.shown(snapshot));
        }
        assertTrue(snapshots.stream().map(SnapshotIT::seq).distinct().count() > 10, "snapshots among the writes");
        assertEquals(
                TaskEvent.class.getPermittedSubclasses().length
                        + ChatEvent.class.getPermittedSubclasses().length
                        + CommentEvent.class.getPermittedSubclasses().length
                        + WorkspaceEvent.class.getPermittedSubclasses().length
                        // the workspace's end is not, and bulk, which belongs to no feature, is
                        - 1
                        + 1,
                events.stream()
                        .map(event -> event.getString("type"))
                        .collect(Collectors.toSet())
                        .size(),
                "every kind of event but the workspace's end was among them");
    }

    /** Makes all sorts of changes. Some are refused, because the other one has moved or deleted something first. */
    private void write(Person writer, Random random) {
        for (int i = 0; i < 110; i++) {
            List<String> tasks = ids(writer, "tasks", "?limit=200");
            String task = address + "/tasks/" + pick(tasks, random);
            String status = pick(List.of("todo", "doing", "to-do"), random);
            switch (random.nextInt(14)) {
                case 0, 1 -> writer.createsTask(workspace, writer.name + " " + i);
                case 2 ->
                    writer.patch(
                            task, "{\"title\":\"" + writer.name + i + "\",\"dueOn\":\"2027-01-0" + (1 + i % 9) + "\"}");
                case 3 -> writer.patch(task, "{\"status\":\"" + status + "\"}");
                case 4, 5 ->
                    writer.post(
                            task + "/move",
                            "{\"status\":\"%s\",\"%s\":\"%s\"}"
                                    .formatted(status, random.nextBoolean() ? "before" : "after", pick(tasks, random)));
                case 6 -> writer.delete(task);
                case 7 -> {
                    List<String> trash = ids(writer, "tasks", "?trashed=true");
                    if (!trash.isEmpty()) {
                        writer.as("POST", address + "/tasks/" + pick(trash, random) + "/restore", "", Map.of());
                    }
                }
                case 8, 9 -> talk(writer, random, i);
                case 10, 11 -> discuss(writer, task, i);
                case 12 ->
                    writer.post(
                            address + "/import",
                            "{\"tasks\":[{\"title\":\"%d\"},{\"title\":\"%d\",\"status\":\"%s\"}]}"
                                    .formatted(i, i, status));
                default -> decide(writer, i);
            }
        }
    }

    /** What chance may have left out, or each of the two to the other. */
    private void doesEverything(Person writer) {
        String task =
                address + "/tasks/" + writer.createsTask(workspace, "Once more").id();
        writer.patch(task, "{\"title\":\"And again\"}").expect(200);
        writer.post(task + "/move", "{\"status\":\"doing\"}").expect(200);
        discuss(writer, task, 0);
        writer.delete(task).expect(204);
        writer.as("POST", task + "/restore", "", Map.of()).expect(200);

        String message = address + "/messages/"
                + writer.post(address + "/messages", "{\"text\":\"Hello\"}")
                        .expect(201)
                        .id();
        writer.patch(message, "{\"text\":\"Hello, all\"}").expect(200);
        writer.as("PUT", message + "/reactions/x", "", Map.of()).expect(200);
        writer.delete(message).expect(204);

        writer.post(address + "/import", "{\"tasks\":[{\"title\":\"One\"}]}").expect(201);
        decide(writer, 0);
    }

    private void talk(Person writer, Random random, int i) {
        String room = i % 4 == 0 ? ",\"room\":\"r\"" : "";
        writer.post(address + "/messages", "{\"text\":\"@Ada " + i + "\"" + room + "}")
                .expect(201);
        String message = address + "/messages/" + pick(ids(writer, "messages", ""), random);
        switch (i % 4) {
            case 0 -> writer.patch(message, "{\"text\":\"edited " + i + "\"}");
            case 1 -> writer.delete(message);
            default -> writer.as("PUT", message + "/reactions/" + i % 3, "", Map.of());
        }
        writer.delete(message + "/reactions/" + i % 2);
    }

    private void discuss(Person writer, String task, int i) {
        Answer made = writer.post(task + "/comments", "{\"text\":\"c" + i + "\"}");
        if (made.status() == 201) {
            String comment = task + "/comments/" + made.id();
            writer.patch(comment, "{\"text\":\"edited\"}");
            writer.as("PUT", comment + "/reactions/x", "", Map.of());
            if (i % 2 == 0) {
                writer.delete(comment);
            }
        }
    }

    private void decide(Person writer, int i) {
        writer.patch(address, "{\"name\":\"" + writer.name + i + "\"}");
        writer.post(address + "/members", "{\"userId\":\"" + cleo.id + "\",\"role\":\"member\"}");
        writer.patch(address + "/members/" + cleo.id, "{\"role\":\"guest\"}");
        writer.delete(address + "/members/" + cleo.id);
    }

    private List<String> ids(Person reader, String list, String query) {
        return reader
                .get(address + "/" + list + query)
                .expect(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(task -> task.getString("id"))
                .toList();
    }

    private JsonObject snapshot() {
        return ada.get(address + "/snapshot").expect(200).json();
    }

    private static long seq(JsonObject snapshot) {
        return snapshot.getJsonNumber("seq").longValueExact();
    }

    private static String pick(List<String> some, Random random) {
        return some.isEmpty() ? "00000000-0000-7000-8000-000000000000" : some.get(random.nextInt(some.size()));
    }
}
