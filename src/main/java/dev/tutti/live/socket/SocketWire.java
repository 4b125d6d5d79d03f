package dev.tutti.live.socket;

import dev.tutti.live.hub.Wire;
import dev.tutti.live.protocol.CloseCode;
import dev.tutti.live.protocol.ServerFrame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The way to a client over a WebSocket. */
final class SocketWire implements Wire {

    private final Session socket;
    private final Runnable forcedEnd;

    SocketWire(Session socket, ForcedEnd forcedEnd) {
        this.socket = socket;
        this.forcedEnd = forcedEnd.of(socket);
    }

    @Override
    public void send(ServerFrame frame, Consumer<Boolean> done) {
        try {
            socket.getAsyncRemote().sendText(frame.text(), result -> done.accept(result.isOK()));
        } catch (RuntimeException closed) {
            done.accept(false);
        }
    }

    @Override
    public void send(ByteBuffer message, Consumer<Boolean> done) {
        try {
            socket.getAsyncRemote().sendBinary(message, result -> done.accept(result.isOK()));
        } catch (RuntimeException closed) {
            done.accept(false);
        }
    }

    @Override
    public void ping() {
        try {
            socket.getAsyncRemote().sendPing(ByteBuffer.wrap(new byte[] {'t'}));
        } catch (IOException | RuntimeException closed) {
            // A connection that cannot be pinged does not answer either, and that is noticed.
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        try {
            socket.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), reason));
        } catch (IOException | RuntimeException closed) {
            kill();
        }
    }

    @Override
    public void kill() {
        forcedEnd.run();
    }
}
