package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
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
}
