package dev.tutti.live.socket;

import dev.tutti.live.hub.Wire;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The way to a client over a WebSocket. */
final class SocketWire implements Wire {
    private final Session socket;
    private final Tenure tenure = new Tenure();
    private final Runnable forcedEnd;

    SocketWire(Session socket, ForcedEnd forcedEnd) {
        this.socket = socket;
        this.forcedEnd = forcedEnd.of(socket);
    }

    @Override
    public void send(ServerFrame frame, Consumer<Boolean> done) {
        send(done, told -> socket.getAsyncRemote().sendText(frame.text(), told));
    }

    @Override
    public void send(ByteBuffer message, Consumer<Boolean> done) {
        send(done, told -> socket.getAsyncRemote().sendBinary(message, told));
    }

    private void send(Consumer<Boolean> done, Consumer<SendHandler> call) {
        boolean called;
        try {
            called = tenure.during(() -> call.accept(result -> done.accept(result.isOK())));
        } catch (RuntimeException closed) {
            called = false;
        }
        if (!called) {
            done.accept(false);
        }
    }

    @Override
    public void ping() {
        tenure.during(() -> {
            try {
                socket.getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[] {'t'}));
            } catch (IOException | RuntimeException closed) {
                // A connection that cannot be pinged does not answer either, and that is noticed.
            }
        });
    }

    @Override
    public void close(CloseCode code, String reason) {
        tenure.endWith(() -> {
            try {
                socket.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
            } catch (IOException | RuntimeException closed) {
                kill();
            }
        });
    }

    /** The container is about to close the connection: when this returns, nothing is sent any more. */
    void isClosing() {
        tenure.end();
    }

    @Override
    public void kill() {
        forcedEnd.run();
    }
}
