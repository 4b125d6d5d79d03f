package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tasks one at a time")
class SerialTest {
    private final Later threads = new Later();
    private final List<String> done = new ArrayList<>();

    @Test
    @DisplayName("are done in order, and let others come in between when they have had their share")
    void fair() {
        Serial busy = new Serial(threads, 2);
        Serial calm = new Serial(threads, 2);
        List.of("a1", "a2", "a3", "a4", "a5").forEach(name -> busy.execute(() -> done.add(name)));
        calm.execute(() -> done.add("b1"));

        threads.runAll();

        assertEquals(List.of("a1", "a2", "b1", "a3", "a4", "a5"), done);
    }

    @Test
    @DisplayName("go on after one that fails, and after a rest")
    void failure() {
        Serial serial = new Serial(threads, 1);
        serial.execute(() -> {
            throw new AssertionError("for a test");
        });
        serial.execute(() -> done.add("next"));
        threads.runAll();
        serial.execute(() -> done.add("later"));
        threads.runAll();

        assertEquals(List.of("next", "later"), done);
    }

    @Test
    @DisplayName("are taken in the order of each who brings them, one at a time, and none is lost")
    void many() throws InterruptedException {
        int each = 20_000;
        List<String> names = List.of("a", "b", "c");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CountDownLatch all = new CountDownLatch(each * names.size());
        Serial serial = new Serial(pool, 7);
        // Not safe to share: what two tasks did at the same time would be missing, or in disorder.
        Map<String, List<Integer>> heard = new HashMap<>();
        List<Thread> bringers = names.stream()
                .map(name -> new Thread(() -> IntStream.range(0, each)
                        .forEach(number -> serial.execute(() -> {
                            heard.computeIfAbsent(name, first -> new ArrayList<>())
                                    .add(number);
                            all.countDown();
                        }))))
                .toList();
        bringers.forEach(Thread::start);
        boolean done = all.await(60, TimeUnit.SECONDS);
        pool.shutdownNow();

        assertTrue(done, () -> all.getCount() + " were not done");
        List<Integer> whole = IntStream.range(0, each).boxed().toList();
        names.forEach(name -> assertEquals(whole, heard.get(name), name));
    }

    @Test
    @DisplayName("may be brought again as soon as they have begun, also by themselves")
    void again() {
        Serial serial = new Serial(threads, 3);
        AtomicReference<Serial.Task> self = new AtomicReference<>();
        self.set(new Serial.Task(() -> {
            done.add("again");
            if (done.size() < 5) {
                serial.execute(self.get());
            }
        }));
        serial.execute(self.get());
        threads.runAll();
        serial.execute(self.get());
        threads.runAll();

        assertEquals(Collections.nCopies(6, "again"), done);
    }
}
