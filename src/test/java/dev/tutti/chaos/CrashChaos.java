package dev.tutti.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.it.Answer;
import dev.tutti.it.Person;
import dev.tutti.it.Phone;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A server that is killed")
class CrashChaos {
    private static final int ROUNDS = 10;
    private static final int WRITERS = 4;

    /** Written by several at once: the number of each acknowledged task's entry, by the task's id. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    /** The task of each event that was heard, by its number. */
    private final Map<Long, String> heard = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "on {0}")
    @MethodSource("dev.tutti.chaos.Server#chosen")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName("in the middle of writes loses nothing that it acknowledged or told, ten times in a row")
    void losesNothing(Server server) throws InterruptedException {
        Random random = new Random(20_261_120);
        try (Node node = Node.of(server).starts()) {
            Person ada = Person.registers(node.address(), "Ada");
            String workspace = ada.createsWorkspace("Crash");
            for (int round = 0; round < ROUNDS; round++) {
                killAmongWrites(node, ada, workspace, 20 + random.nextInt(150));
                node.starts();
                ada = ada.signsIn();
                Set<String> kept = tasks(ada, workspace);
                assertTrue(kept.containsAll(acknowledged.keySet()), "an acknowledged task is gone");
            }
            node.stops();

            List<JournalBook.Line> journal = JournalBook.read(node.data(), workspace);
            acknowledged.forEach((task, seq) -> assertTells(journal, seq, task));
            heard.forEach((seq, task) -> assertTells(journal, seq, task));
            System.out.printf(
                    "%s: %d tasks acknowledged, %d events heard, %d entries in the journal%n",
                    server, acknowledged.size(), heard.size(), journal.size());
        }
    }

    /** Has several people write at once, and kills the server when so many writes were acknowledged. */
    private void killAmongWrites(Node node, Person ada, String workspace, int writes) throws InterruptedException {
        Semaphore answers = new Semaphore(0);
        Phone phone = Phone.joins(ada, workspace);
        List<CompletableFuture<Void>> writers = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> write(ada, workspace, answers)))
                .limit(WRITERS)
                .toList();
        assertTrue(answers.tryAcquire(writes, 60, TimeUnit.SECONDS), "writes were not answered");
        node.kill();
        writers.forEach(CompletableFuture::join);
        phone.expectEnd();
        long previous = -1;
        for (JsonObject event : phone.rest()) {
            long seq = event.getJsonNumber("seq").longValueExact();
            assertTrue(previous == -1 || seq == previous + 1, "heard " + seq + " after " + previous);
            previous = seq;
            heard.put(seq, event.getJsonObject("payload").getString("id"));
        }
        phone.close();
    }

    /** Creates tasks until the server is not there any more. */
    private void write(Person ada, String workspace, Semaphore answers) {
        while (true) {
            Answer answer;
            try {
                answer = ada.createsTask(workspace, "Survive");
            } catch (IllegalStateException serverGone) {
                return;
            }
            acknowledged.put(answer.id(), answer.seq());
            answers.release();
        }
    }

    private static Set<String> tasks(Person ada, String workspace) {
        Set<String> ids = new HashSet<>();
        String after = "";
        do {
            JsonObject page = ada.get("api/workspaces/" + workspace + "/tasks?limit=100" + after)
                    .expect(200)
                    .json();
            page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(task -> ids.add(task.getString("id")));
            after = page.containsKey("next") && !page.isNull("next") ? "&after=" + page.getString("next") : "";
        } while (!after.isEmpty());
        return ids;
    }

    private static void assertTells(List<JournalBook.Line> journal, long seq, String task) {
        assertTrue(seq <= journal.size(), "entry " + seq + " was acknowledged or told, and is gone");
        JournalBook.Line line = journal.get((int) seq - 1);
        assertEquals("task:created", line.type());
        assertTrue(line.payload().contains(task), "entry " + seq + " tells of another task");
    }
}
