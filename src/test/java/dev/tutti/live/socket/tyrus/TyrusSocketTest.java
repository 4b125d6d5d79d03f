package dev.tutti.live.socket.tyrus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tutti.live.protocol.ServerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection of Tyrus")
class TyrusSocketTest {
    private final List<Boolean> told = new ArrayList<>();
    private final Tap tap = new Tap();
    private final TyrusSocket socket = new TyrusSocket(tap, tap);

    /** A writer that tells of nothing by itself, and the connection below it. */
    private static final class Tap extends Writer {
        private final List<CompletionHandler<ByteBuffer>> handlers = new ArrayList<>();
        private final List<Byte> kinds = new ArrayList<>();
        private int terminated;

        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
            kinds.add(frame.get());
            handlers.add(handler);
        }

        @Override
        public void close() {
            throw new AssertionError("Tyrus closes it");
        }

        void terminateSilently() {
            terminated++;
        }
    }

    @Test
    @DisplayName("is told of each message when the writer has taken it, or will not")
    void told() {
        socket.send(ServerFrame.relayed(new byte[] {1}).encoded(), told::add);
        socket.send(ServerFrame.relayed(new byte[] {2}).encoded(), told::add);
        socket.send(ServerFrame.relayed(new byte[] {3}).encoded(), told::add);
        assertEquals(List.of(), told);

        tap.handlers.get(0).completed(ByteBuffer.allocate(0));
        tap.handlers.get(1).failed(new IllegalStateException("gone"));
        tap.handlers.get(2).cancelled();

        assertEquals(List.of(true, false, false), told);
        assertEquals(List.of((byte) 0x82, (byte) 0x82, (byte) 0x82), tap.kinds);
    }

    @Test
    @DisplayName("is ended under whatever waits for it")
    void killed() {
        socket.kill();

        assertEquals(1, tap.terminated);
    }
}
