package dev.tutti.base.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("H2's count of those who use a store")
class UsageCountTest {
    private static final int SECONDS = 20;

    @Test
    @DisplayName("F13: lets go, when it is raised, whoever waits because others were counted twice as they went")
    void raised() throws InterruptedException {
        try (MVStore store = MVStore.open(null)) {
            MVStore.TxCounter used = store.registerVersionUsage();
            for (int leaving = 0; leaving < 4; leaving++) {
                store.decrementVersionUsageCounter(used);
            }
            CountDownLatch begins = new CountDownLatch(1);
            Thread reader = new Thread(() -> {
                begins.countDown();
                store.registerVersionUsage();
            });
            reader.setDaemon(true);
            reader.start();
            assertTrue(begins.await(SECONDS, TimeUnit.SECONDS));

            new UsageCount(store).raise();

            reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertFalse(reader.isAlive(), "still waits");
        }
    }
}
