package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The threads of the live wing")
class ThreadsTest {
    private static final int AT_ONCE = 3;
    private static final int BEHIND = 1_000;
    private static final int SECONDS = 20;

    private final Threads threads = new Threads();

    @BeforeEach
    void start() {
        threads.settings = ChosenSettings.of("TUTTI_CATCH_UPS", Integer.toString(AT_ONCE));
        threads.factory = (ManagedThreadFactory) Proxy.newProxyInstance(
                ThreadsTest.class.getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (proxy, method, arguments) -> new Thread((Runnable) arguments[0]));
        threads.start();
    }

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    @DisplayName(
            "F10: read so many pages at the same time as the setting says and no more; deliver, and carry out commands, meanwhile")
    void catchUps() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(AT_ONCE);
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(BEHIND);
        for (int i = 0; i < BEHIND; i++) {
            threads.reading().execute(() -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                begun.countDown();
                await(answered);
                atOnce.decrementAndGet();
                read.countDown();
            });
        }
        await(begun);
        assertEquals(BEHIND - AT_ONCE, threads.pagesWaiting());
        CountDownLatch others = new CountDownLatch(2);
        threads.delivery().execute(others::countDown);
        threads.commands().execute(others::countDown);
        await(others);
        assertEquals(BEHIND, read.getCount(), "pages still to be read");

        answered.countDown();
        await(read);
        assertEquals(AT_ONCE, most.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(SECONDS, TimeUnit.SECONDS), "not so in time");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
