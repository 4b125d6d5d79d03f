package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.base.log.LogLines;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is the same whatever carries it, and needs nothing that does. */
@DisplayName("A bus between nodes")
class NetworkBusTest {
    @Test
    @DisplayName("G1: says once and in one line that nobody is there, however often it tries")
    void complainsOnce() {
        CountDownLatch tries = new CountDownLatch(3);
        List<String> said = LogLines.of(NetworkBus.class, () -> {
            NetworkBus bus = new NetworkBus(
                    NodeId.random(),
                    new Seal(ChosenSettings.of("TUTTI_TOKEN_SECRET", "irrelevant")
                            .tokens()),
                    new Nobody(tries),
                    Thread::new);
            await(tries);
            assertEquals(Bus.State.DEGRADED, bus.state());
            bus.close();
        });

        assertEquals(1, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("WARNING bus.down over nobody: "), said::toString);
        assertEquals(1, said.get(0).lines().count());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(BusContract.SOON.toSeconds(), TimeUnit.SECONDS), "does not try on");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Counts who knocks in vain. */
    private record Nobody(CountDownLatch tries) implements Line.Messenger {
        @Override
        public Line open() throws IOException {
            tries.countDown();
            throw new IOException("nobody there");
        }

        @Override
        public int mostBytes() {
            return Bus.MOST_BYTES;
        }

        @Override
        public String name() {
            return "nobody";
        }
    }
}
