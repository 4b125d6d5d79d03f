package dev.tutti.live.socket;

import dev.tutti.live.protocol.Encoded;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What any server's engine can do with a connection. */
public class StandardSocket implements Engine.Socket {
    private final Session session;

    public StandardSocket(Session session) {
        this.session = session;
    }

    @Override
    public void send(Encoded message, Consumer<Boolean> done) {
        session.getAsyncRemote().sendText(message.text(), result -> done.accept(result.isOK()));
    }

    @Override
    public void send(ByteBuffer message, Consumer<Boolean> done) {
        session.getAsyncRemote().sendBinary(message, result -> done.accept(result.isOK()));
    }

    @Override
    public void kill() {
        try {
            session.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }
}
