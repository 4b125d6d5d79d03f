package dev.tutti.live.socket;

import dev.tutti.live.protocol.Encoded;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.function.Consumer;

/** What any server's engine can do with a connection. */
public class StandardSocket implements Engine.Socket {
    private final Session session;

    public StandardSocket(Session session) {
        this.session = session;
    }

    @Override
    public void send(Encoded message, Consumer<Boolean> done) {
        SendHandler sent = result -> done.accept(result.isOK());
        if (message.isText()) {
            session.getAsyncRemote().sendText(message.text(), sent);
        } else {
            session.getAsyncRemote().sendBinary(message.payload(), sent);
        }
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
