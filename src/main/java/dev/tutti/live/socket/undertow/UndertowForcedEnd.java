package dev.tutti.live.socket.undertow;

import dev.tutti.live.socket.ForcedEnd;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;

/** Ends a connection on WildFly: the channel is closed under whatever is still queued for it. */
public final class UndertowForcedEnd implements ForcedEnd {
    public UndertowForcedEnd() throws ClassNotFoundException {
        Class.forName("io.undertow.websockets.jsr.UndertowSession");
    }

    @Override
    public Runnable of(Session session) {
        return ((UndertowSession) session)::forceClose;
    }
}
