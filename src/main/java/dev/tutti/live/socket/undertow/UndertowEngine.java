package dev.tutti.live.socket.undertow;

import dev.tutti.live.socket.Engine;
import dev.tutti.live.socket.StandardSocket;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;

/** WildFly's. A connection that is killed is closed under whatever is still queued for it. */
public final class UndertowEngine implements Engine {
    public UndertowEngine() throws ClassNotFoundException {
        Class.forName("io.undertow.websockets.jsr.UndertowSession");
    }

    @Override
    public Socket of(Session session) {
        return new StandardSocket(session) {
            @Override
            public void kill() {
                ((UndertowSession) session).forceClose();
            }
        };
    }
}
