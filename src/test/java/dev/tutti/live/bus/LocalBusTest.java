package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import dev.tutti.journal.StreamId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bus of a node that is alone")
class LocalBusTest extends BusContract {
    private final StreamId stream = StreamId.workspace(UUID.randomUUID());

    @Override
    Bus open() {
        return new NoBus();
    }

    @Test
    @DisplayName("is what there is without a Redis and with the embedded database")
    void withoutSettings() {
        assertTrue(BusProducer.messenger(ChosenSettings.of(), Thread::new).isEmpty());
    }

    @Test
    @DisplayName("is alone from its beginning to its end, and not degraded: nothing is missing")
    void alone() {
        Bus bus = open();
        assertEquals(Bus.State.ALONE, bus.state());
        bus.follow(stream);
        assertEquals(Bus.State.ALONE, bus.state());
        close(bus);
        assertEquals(Bus.State.ALONE, bus.state());
    }

    @Test
    @DisplayName("nothing is claimed over it, and nobody is elsewhere, however long it runs")
    void nothingIsClaimed() {
        AtomicLong nanos = new AtomicLong();
        Claims<String> claims = new Claims<>(open(), Topic.PRESENCE, new Text(), nanos::get);
        claims.whenChanged(changed -> {
            throw new AssertionError("nobody says anything");
        });
        claims.tell(stream, "here");
        assertEquals(List.of(), claims.elsewhere(stream));
        for (int i = 0; i < 4; i++) {
            nanos.addAndGet(Claims.AGAIN.toNanos());
            claims.beat();
        }
        assertEquals(List.of(), claims.elsewhere(stream));
    }

    private static final class Text implements Claims.Form<String> {
        @Override
        public byte[] write(String what) {
            throw new AssertionError("there is nobody to write to");
        }

        @Override
        public String read(byte[] bytes) {
            throw new AssertionError("there is nobody to read of");
        }

        @Override
        public boolean isEmpty(String what) {
            return what.isEmpty();
        }
    }
}
