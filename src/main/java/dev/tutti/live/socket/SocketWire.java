package dev.tutti.live.socket;

import dev.tutti.live.hub.Wire;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.Encoded;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The way to a client over a WebSocket. */
final class SocketWire implements Wire {
    private final Session session;
    private final Engine.Socket socket;
    /** Whether the client takes several envelopes in one message, a line each. */
    private final boolean lines;

    private final Tenure tenure = new Tenure();

    SocketWire(Session session, Engine engine) {
        this.session = session;
        this.socket = engine.of(session);
        this.lines = JwtConfigurator.LINES.equals(session.getNegotiatedSubprotocol());
    }

    @Override
    public void send(ServerFrame frame, Consumer<Boolean> done) {
        send(done, () -> socket.send(frame.encoded(), done));
    }

    @Override
    public Optional<Executor> thread() {
        return socket.thread();
    }

    @Override
    public boolean joins(ServerFrame frame, ServerFrame next) {
        return frame.isText() == next.isText() && (socket.gathers() || lines && frame.isText());
    }

    @Override
    public void send(List<ServerFrame> frames, Consumer<Boolean> done) {
        List<Encoded> messages = frames.stream().map(ServerFrame::encoded).toList();
        if (lines && frames.get(0).isText()) {
            Encoded together = Encoded.lines(messages);
            send(done, () -> socket.send(together, done));
        } else {
            send(done, () -> socket.send(messages, done));
        }
    }

    private void send(Consumer<Boolean> done, Runnable call) {
        boolean called;
        try {
            called = socket.isGuarded() ? made(call) : tenure.during(call);
        } catch (RuntimeException closed) {
            called = false;
        }
        if (!called) {
            done.accept(false);
        }
    }

    private static boolean made(Runnable call) {
        call.run();
        return true;
    }

    @Override
    public void ping() {
        tenure.during(() -> {
            try {
                session.getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[] {'t'}));
            } catch (IOException | RuntimeException closed) {
                // A connection that cannot be pinged does not answer either, and that is noticed.
            }
        });
    }

    @Override
    public void close(CloseCode code, String reason) {
        tenure.endWith(() -> {
            try {
                session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
            } catch (IOException | RuntimeException closed) {
                kill();
            }
        });
    }

    /** @return whether the connection is there; from the close on it is not, though the container may yet hand over messages */
    boolean isOpen() {
        return session.isOpen();
    }

    /**
     * The container is about to close the connection: when this returns, it is asked for nothing any more, unless it turns
     * down by itself what comes late.
     */
    void isClosing() {
        tenure.end();
    }

    @Override
    public void kill() {
        socket.kill();
    }
}
