package dev.tutti.live.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A tenure")
class TenureTest {
    private final Tenure tenure = new Tenure();
    private final List<String> happened = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("lets calls be made, several at once and within each other, until it ends")
    void ends() {
        assertTrue(tenure.during(() -> assertTrue(tenure.during(() -> happened.add("inner")))));
        tenure.end();

        assertFalse(tenure.during(() -> happened.add("late")));
        assertEquals(List.of("inner"), happened);
    }

    @Test
    @DisplayName("ends after the calls that have begun, so that none is still under way")
    void waits() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> tenure.during(() -> {
            begun.countDown();
            await(goOn);
            happened.add("sent");
        }));
        begun.await();
        Thread closing = new Thread(() -> {
            tenure.end();
            happened.add("closed");
        });
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), happened);
        goOn.countDown();
        closing.join();

        assertTrue(call.join());
        assertEquals(List.of("sent", "closed"), happened);
    }

    @Test
    @DisplayName("does not wait for the call that found the connection closed, and so ends it")
    void fromWithin() {
        assertTrue(tenure.during(() -> {
            tenure.end();
            happened.add("closed");
        }));

        assertEquals(List.of("closed"), happened);
        assertFalse(tenure.during(() -> happened.add("late")));
    }

    @Test
    @DisplayName("can end with one last call, once")
    void lastCall() {
        tenure.endWith(() -> happened.add("close"));
        tenure.endWith(() -> happened.add("close again"));

        assertEquals(List.of("close"), happened);
        assertFalse(tenure.during(() -> happened.add("late")));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
