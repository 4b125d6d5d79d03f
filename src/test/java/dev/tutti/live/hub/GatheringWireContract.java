package dev.tutti.live.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.live.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an {@link Outbox} may rely on besides, where a transport takes several frames at once. */
public abstract class GatheringWireContract extends WireContract {
    @Test
    @DisplayName("several at once arrive in order between those before and after, and are told as taken once")
    void together() {
        send();
        client.block();
        List<Boolean> told = new ArrayList<>();
        wire.send(List.of(frame(), frame(), frame()), told::add);
        wire.ping();
        assertEquals(List.of(), told);

        client.unblock();
        assertEquals(List.of(true), told);
        send();
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), client.heard());
    }

    @Test
    @DisplayName("what clients relayed leaves together as well, and never with envelopes")
    void relayed() {
        ServerFrame envelope = frame();
        ServerFrame relayed = ServerFrame.relayed(new byte[] {7});

        assertTrue(wire.joins(envelope, envelope));
        assertTrue(wire.joins(relayed, relayed));
        assertFalse(wire.joins(envelope, relayed));
        assertFalse(wire.joins(relayed, envelope));
    }

    @Test
    @DisplayName("several at once that are lost are told once")
    void lostTogether() {
        client.block();
        List<Boolean> told = new ArrayList<>();
        wire.send(List.of(frame(), frame()), told::add);
        client.vanish();

        assertEquals(List.of(false), told);
        wire.kill();
        wire.send(List.of(frame(), frame()), told::add);
        assertEquals(List.of(false, false), told);
    }
}
