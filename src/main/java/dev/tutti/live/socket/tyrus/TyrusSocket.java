package dev.tutti.live.socket.tyrus;

import dev.tutti.base.log.Log;
import dev.tutti.live.http.Inside;
import dev.tutti.live.socket.FrameSocket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;

/**
 * Hands whole frames to the writer behind a connection, past {@code getAsyncRemote()}, which would make each frame anew
 * for each receiver (seen in Tyrus 2.1.5 in Payara 6.2025).
 *
 * <p>Tyrus writes its own frames (pings, the close) by the same writer, which takes one at a time. Its extensions would
 * be passed by; none is ever negotiated.
 */
final class TyrusSocket extends FrameSocket {
    private static final System.Logger LOG = Log.of(TyrusSocket.class);

    private final Writer writer;
    private final Object connection;

    TyrusSocket(Writer writer, Object connection) {
        this.writer = writer;
        this.connection = connection;
    }

    @Override
    protected void write(ByteBuffer frames, Consumer<Boolean> done) {
        writer.write(frames, told(done));
    }

    @Override
    public void kill() {
        try {
            Inside.call(connection, "terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException changed) {
            String what = "A connection could not be ended by force; it stays until its client goes";
            LOG.log(System.Logger.Level.WARNING, what, changed);
        }
    }

    private static CompletionHandler<ByteBuffer> told(Consumer<Boolean> done) {
        return new CompletionHandler<>() {
            @Override
            public void completed(ByteBuffer written) {
                done.accept(true);
            }

            @Override
            public void failed(Throwable why) {
                done.accept(false);
            }

            @Override
            public void cancelled() {
                done.accept(false);
            }
        };
    }
}
