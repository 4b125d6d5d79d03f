package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Answer;
import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A thousand writes of two people to the same tasks")
class TabsChaos {
    private static final int WRITES = 1_000;
    private static final int WRITERS_EACH = 2;
    /** Done, or too late because the other one had it first. */
    private static final Set<Integer> POSSIBLE = Set.of(200, 201, 204, 404, 409);

    private final List<String> tasks = new CopyOnWriteArrayList<>();
    private final AtomicInteger done = new AtomicInteger();

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.tutti.chaos.Server#chosen")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @DisplayName("reach each of three tabs once, in order, as the journal has them")
    void reachEveryTab(Server server) {
        try (Node node = Node.of(server).starts()) {
            Person ada = Person.registers(node.address(), "Ada");
            Person bob = Person.registers(node.address(), "Bob");
            String workspace = ada.createsWorkspace("Tabs");
            ada.adds(bob, workspace, "member");
            List<Phone> tabs =
                    List.of(Phone.joins(ada, workspace), Phone.joins(ada, workspace), Phone.joins(bob, workspace));
            long first = ada.createsTask(workspace, "The first").seq();

            List<CompletableFuture<Void>> writers = IntStream.range(0, 2 * WRITERS_EACH)
                    .mapToObj(i ->
                            CompletableFuture.runAsync(() -> write(i % 2 == 0 ? ada : bob, workspace, new Random(i))))
                    .toList();
            writers.forEach(CompletableFuture::join);
            long last = bob.createsTask(workspace, "The last").seq();

            List<List<String>> heard = new ArrayList<>();
            for (Phone tab : tabs) {
                heard.add(tab.expectEvents(first, (int) (last - first + 1)).stream()
                        .map(TabsChaos::line)
                        .toList());
                tab.expectSilence();
                tab.close();
            }
            node.stops();
            List<String> journal = JournalBook.read(node.data(), workspace).stream()
                    .skip(first - 1)
                    .map(entry -> entry.seq() + " " + entry.type())
                    .toList();
            assertTrue(journal.size() > WRITES / 2, "most of the writes changed something");
            heard.forEach(tab -> assertEquals(journal, tab));
        }
    }

    private void write(Person person, String workspace, Random random) {
        String all = "api/workspaces/" + workspace + "/tasks";
        while (done.getAndIncrement() < WRITES) {
            if (tasks.isEmpty() || random.nextInt(5) == 0) {
                tasks.add(person.createsTask(workspace, "Task").id());
                continue;
            }
            String task = all + "/" + tasks.get(random.nextInt(tasks.size()));
            Answer answer =
                    switch (random.nextInt(6)) {
                        case 0, 1 -> person.patch(task, "{\"title\":\"Renamed " + random.nextLong() + "\"}");
                        case 2, 3 ->
                            person.post(
                                    task + "/move",
                                    "{\"status\":\"" + (random.nextBoolean() ? "doing" : "done") + "\"}");
                        case 4 -> person.delete(task);
                        default -> person.post(task + "/restore", "{}");
                    };
            assertTrue(
                    POSSIBLE.contains(answer.status()), () -> answer.response().body());
        }
    }

    private static String line(JsonObject event) {
        return event.getJsonNumber("seq").longValueExact() + " " + event.getString("type");
    }
}
