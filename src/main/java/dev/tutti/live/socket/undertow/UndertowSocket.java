package dev.tutti.live.socket.undertow;

import dev.tutti.live.socket.FrameSocket;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.xnio.StreamConnection;

/**
 * Writes whole frames on the connection's own thread, on which alone Undertow writes too. A connection that is killed is
 * closed under whatever is still on its way.
 */
final class UndertowSocket extends FrameSocket {
    private final UndertowSession session;
    private final WebSocketChannel channel;
    private final StreamConnection connection;
    /** Belongs to the connection's own thread. */
    private Optional<WholeFramesConduit> conduit = Optional.empty();

    UndertowSocket(UndertowSession session, StreamConnection connection) {
        this.session = session;
        this.channel = session.getWebSocketChannel();
        this.connection = connection;
        // Before anything is written, because it must see where each frame of Undertow's ends.
        onItsThread(this::conduit);
    }

    @Override
    public Optional<Executor> thread() {
        return Optional.of(channel.getIoThread());
    }

    /** Undertow gives its objects to no other connection. */
    @Override
    public boolean isGuarded() {
        return true;
    }

    @Override
    protected void write(ByteBuffer frames, Consumer<Boolean> done) {
        onItsThread(() -> {
            if (channel.isCloseFrameSent()) {
                done.accept(false);
            } else {
                conduit().leave(frames, done);
            }
        });
    }

    private WholeFramesConduit conduit() {
        if (conduit.isEmpty()) {
            conduit = Optional.of(new WholeFramesConduit(connection.getSinkChannel()));
        }
        return conduit.get();
    }

    private void onItsThread(Runnable task) {
        if (Thread.currentThread() == channel.getIoThread()) {
            task.run();
        } else {
            channel.getIoThread().execute(task);
        }
    }

    @Override
    public void kill() {
        session.forceClose();
    }
}
