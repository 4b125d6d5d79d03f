package dev.tutti.live.socket.tyrus;

import dev.tutti.live.socket.FrameSocket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Hands whole frames to Grizzly's connection, past {@code getAsyncRemote()}, which would make each frame anew for each
 * receiver, and past the Servlet response, which would copy it twice (seen in Tyrus 2.1.5 and Grizzly 4.0.2 in Payara
 * 6.2025).
 *
 * <p>What Tyrus writes by itself (pings, pongs, the close) comes through the response to the same connection, each frame
 * in one piece, and Grizzly writes one piece after the other. Extensions of Tyrus would be passed by; none is ever
 * negotiated.
 */
final class TyrusSocket extends FrameSocket {
    private final Connection<?> connection;

    TyrusSocket(Connection<?> connection) {
        this.connection = connection;
    }

    @Override
    protected void write(ByteBuffer frames, Consumer<Boolean> done) {
        write(connection, frames, done);
    }

    private static <L> void write(Connection<L> connection, ByteBuffer frames, Consumer<Boolean> done) {
        connection.write(Buffers.wrap(connection.getMemoryManager(), frames), new Told<>(done));
    }

    @Override
    public void kill() {
        connection.terminateSilently();
    }

    private static final class Told<L> extends EmptyCompletionHandler<WriteResult<Buffer, L>> {
        private final Consumer<Boolean> done;

        Told(Consumer<Boolean> done) {
            this.done = done;
        }

        @Override
        public void completed(WriteResult<Buffer, L> written) {
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
    }
}
