package dev.tutti.live.socket.undertow;

import io.undertow.util.ImmediatePooledByteBuffer;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Frames that are whole already, as one frame of Undertow's without a header of its own: so they take their turn among those
 * that Undertow writes by itself (pings, the close), and are written on where the client reads slowly.
 */
final class WholeFrames extends StreamSinkFrameChannel {
    private final Consumer<Boolean> done;
    private final AtomicBoolean told = new AtomicBoolean();

    WholeFrames(WebSocketChannel channel, Consumer<Boolean> done) {
        super(channel, WebSocketFrameType.TEXT);
        this.done = done;
    }

    void leave(ByteBuffer frames) {
        try {
            if (getWebSocketChannel().isCloseFrameSent() || !send(new ImmediatePooledByteBuffer(frames))) {
                tell(false);
            } else {
                shutdownWrites();
            }
        } catch (IOException | RuntimeException closed) {
            tell(false);
        }
    }

    @Override
    protected void handleFlushComplete(boolean finalFrame) {
        tell(true);
    }

    @Override
    public void markBroken() {
        super.markBroken();
        tell(false);
    }

    private void tell(boolean taken) {
        if (told.compareAndSet(false, true)) {
            done.accept(taken);
        }
    }
}
