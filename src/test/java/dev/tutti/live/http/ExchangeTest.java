package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An exchange")
class ExchangeTest {
    private final Pipe pipe = new Pipe();
    private final Exchange exchange = pipe.exchange();
    private final List<Boolean> told = new ArrayList<>();

    @Test
    @DisplayName("waits for the container to let the request go before it writes anything")
    void waitsForTheContainer() {
        exchange.begin(201, Map.of("X-One", "1"));
        write("one");
        write("two");
        assertEquals("", pipe.text());

        pipe.call();
        assertEquals("onetwo", pipe.text());
        assertEquals(201, pipe.status());
        assertEquals(Map.of("X-One", "1"), pipe.headers());
        assertEquals(List.of(true, true), told);
    }

    @Test
    @DisplayName("begins once, and a refusal that comes too late changes nothing")
    void beginsOnce() {
        pipe.call();
        assertTrue(exchange.begin(200, Map.of()));
        write("one");
        Refusal.of(new Problem.NotFound("thing")).send(exchange);

        assertEquals(200, pipe.status());
        assertEquals("one", pipe.text());
        assertFalse(pipe.isCompleted());
    }

    @Test
    @DisplayName("writes as long a queue as there is in one go, however deep the calls would nest otherwise")
    void deep() {
        pipe.call();
        exchange.begin(200, Map.of());
        again(50_000);

        assertEquals(50_000, pipe.text().length());
    }

    private void again(int left) {
        exchange.write(new byte[] {'x'}, taken -> {
            if (left > 1) {
                again(left - 1);
            }
        });
    }

    @Test
    @DisplayName("ends when all was taken, and says so")
    void ends() {
        pipe.call();
        exchange.begin(200, Map.of());
        pipe.block();
        write("one");
        exchange.finish();
        write("two");
        assertFalse(pipe.isCompleted());
        assertEquals(List.of(false), told);

        pipe.unblock();
        assertTrue(pipe.isCompleted());
        assertTrue(exchange.whenGone().isDone());
        assertEquals("one", pipe.text());
        assertEquals(List.of(false, true), told);
    }

    @Test
    @DisplayName("that has ended spares the connection, which may serve others by now, unless it was to be its last")
    void spares() {
        pipe.call();
        exchange.begin(200, Map.of());
        exchange.finish();
        exchange.kill();
        assertFalse(pipe.wasCut());

        Pipe last = new Pipe().call();
        last.exchange().begin(200, Map.of("Connection", "close"));
        last.exchange().finish();
        last.exchange().kill();
        assertTrue(last.wasCut());
    }

    @Test
    @DisplayName("whose container never calls is ended by force all the same")
    void neverCalled() {
        exchange.begin(200, Map.of());
        write("one");
        exchange.kill();

        assertEquals(List.of(false), told);
        assertTrue(pipe.wasCut());
        assertTrue(exchange.whenGone().isDone());
    }

    @Test
    @DisplayName("lets the container go on after a loss only when no write is under way any more")
    void losesInOrder() throws InterruptedException {
        pipe.call();
        exchange.begin(200, Map.of());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> happened = new CopyOnWriteArrayList<>();
        pipe.duringNextWrite(() -> {
            begun.countDown();
            await(goOn);
            happened.add("written");
        });
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> exchange.write(new byte[1], told::add));
        begun.await();
        Thread container = new Thread(() -> {
            pipe.tellLoss();
            happened.add("used for another");
        });
        container.start();
        while (container.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        container.join();
        writer.join();

        assertEquals(List.of("written", "used for another"), happened);
        assertTrue(pipe.isCompleted());
    }

    @Test
    @DisplayName("does not wait for the write that found the client gone")
    void losesFromWithin() {
        pipe.call();
        exchange.begin(200, Map.of());
        pipe.duringNextWrite(pipe::tellLoss);
        write("one");

        assertTrue(exchange.whenGone().isDone());
        assertTrue(pipe.isCompleted());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void write(String text) {
        exchange.write(text.getBytes(StandardCharsets.UTF_8), told::add);
    }
}
