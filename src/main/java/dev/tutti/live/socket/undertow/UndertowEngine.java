package dev.tutti.live.socket.undertow;

import dev.tutti.live.socket.Engine;
import io.undertow.server.protocol.framed.AbstractFramedChannel;
import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import org.xnio.StreamConnection;

/** WildFly's, down to the connection under Undertow's frames (seen in Undertow 2.3.23 in WildFly 39). */
public final class UndertowEngine implements Engine {
    private final Method connection;

    public UndertowEngine() throws ReflectiveOperationException {
        Class.forName("io.undertow.websockets.jsr.UndertowSession");
        Class.forName(WholeFramesConduit.class.getName());
        connection = AbstractFramedChannel.class.getDeclaredMethod("getUnderlyingConnection");
        connection.setAccessible(true);
    }

    @Override
    public Socket of(Session session) {
        UndertowSession ofUndertow = (UndertowSession) session;
        try {
            return new UndertowSocket(
                    ofUndertow, (StreamConnection) connection.invoke(ofUndertow.getWebSocketChannel()));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }
}
