package dev.tutti.live.socket.undertow;

import dev.tutti.live.socket.FrameSocket;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Writes whole frames, at best on the connection's own thread: whoever writes on another one wakes that for each message, at
 * the price of another write. A connection that is killed is closed under whatever is still queued for it.
 */
final class UndertowSocket extends FrameSocket {
    private final UndertowSession session;
    private final WebSocketChannel channel;

    UndertowSocket(UndertowSession session) {
        this.session = session;
        this.channel = session.getWebSocketChannel();
    }

    @Override
    public Optional<Executor> thread() {
        return Optional.of(channel.getIoThread());
    }

    @Override
    protected void write(ByteBuffer frames, Consumer<Boolean> done) {
        new WholeFrames(channel, done).leave(frames);
    }

    @Override
    public void kill() {
        session.forceClose();
    }
}
