package dev.tutti.live.socket.undertow;

import dev.tutti.live.socket.Engine;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;

/** WildFly's, down to the frames of Undertow (seen in Undertow 2.3.23 in WildFly 39). */
public final class UndertowEngine implements Engine {
    public UndertowEngine() throws ClassNotFoundException {
        Class.forName("io.undertow.websockets.jsr.UndertowSession");
        Class.forName(WholeFrames.class.getName());
    }

    @Override
    public Socket of(Session session) {
        return new UndertowSocket((UndertowSession) session);
    }
}
