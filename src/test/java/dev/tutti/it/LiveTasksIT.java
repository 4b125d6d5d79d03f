package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change made over REST")
class LiveTasksIT extends ServerIT {
    @Test
    @DisplayName("is live for every member, in every tab, in order and without a hole")
    void isLiveForEveryMember() {
        Person ada = Person.registers("Ada");
        Person bob = Person.registers("Bob");
        String workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");

        try (Phone adasTab = Phone.joins(ada, workspace);
                Phone adasOtherTab = Phone.joins(ada, workspace);
                Phone bobsTab = Phone.joins(bob, workspace)) {
            Answer created = ada.createsTask(workspace, "Write the notes");
            String task = "api/workspaces/" + workspace + "/tasks/" + created.id();
            bob.patch(task, "{\"priority\":\"high\"}").expect(200);
            ada.post(task + "/move", "{\"status\":\"doing\"}").expect(200);
            bob.delete(task).expect(204);
            ada.post(task + "/restore", "{}").expect(200);

            for (Phone phone : List.of(adasTab, adasOtherTab, bobsTab)) {
                List<JsonObject> events = phone.expectEvents(created.seq(), 5);
                assertEquals(
                        List.of("task:created", "task:updated", "task:moved", "task:deleted", "task:restored"),
                        events.stream().map(event -> event.getString("type")).toList());
                assertEquals(workspace, events.get(0).getString("workspaceId"));
                assertEquals("Ada", events.get(0).getJsonObject("actor").getString("name"));
                assertEquals(
                        "Write the notes",
                        events.get(0).getJsonObject("payload").getString("title"));
                phone.expectSilence();
            }
        }
    }

    @Test
    @DisplayName("by many writers at once arrives everywhere once, contiguous, each with its own position")
    void manyWriters() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        try (Phone one = Phone.joins(ada, workspace);
                Phone two = Phone.joins(ada, workspace)) {
            List<CompletableFuture<Long>> writes = IntStream.range(0, 60)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> ada.createsTask(workspace, "Task " + i).seq()))
                    .toList();
            List<Long> positions = new ArrayList<>(
                    writes.stream().map(CompletableFuture::join).sorted().toList());

            assertEquals(60, positions.stream().distinct().count());
            one.expectEvents(positions.get(0), 60);
            two.expectEvents(positions.get(0), 60);
        }
    }

    @Test
    @DisplayName("is not echoed to the connection that the writer names, which hears skip in its place")
    void noEcho() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        try (Phone tab = Phone.dials(Phone.Handshake.bearer(ada.token));
                Phone other = Phone.joins(ada, workspace)) {
            String connection = tab.expect("connected").getJsonObject("payload").getString("connectionId");
            tab.join(workspace);
            Answer written = ada.as(
                            "POST",
                            "api/workspaces/" + workspace + "/tasks",
                            "{\"title\":\"Quietly\"}",
                            Map.of("X-Connection-Id", connection, "Idempotency-Key", "write-1"))
                    .expect(201);

            JsonObject skip = tab.expect("skip").getJsonObject("payload");
            assertEquals(written.seq(), skip.getJsonNumber("to").longValueExact());
            assertEquals("write-1", skip.getString("mutationId"));
            assertEquals("write-1", other.expect("task:created").getString("mutationId"));
        }
    }

    @Test
    @DisplayName("that changes nothing tells nothing, and answers where the journal stands")
    void nothingChanged() {
        Person ada = Person.registers("Ada");
        String workspace = ada.createsWorkspace("Engine");
        Answer created = ada.createsTask(workspace, "Same");
        try (Phone phone = Phone.joins(ada, workspace)) {
            Answer again = ada.patch("api/workspaces/" + workspace + "/tasks/" + created.id(), "{\"title\":\"Same\"}")
                    .expect(200);

            assertEquals(created.seq(), again.seq());
            assertTrue(again.header("ETag").isPresent());
            phone.expectSilence();
        }
    }
}
