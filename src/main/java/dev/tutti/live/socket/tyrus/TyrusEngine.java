package dev.tutti.live.socket.tyrus;

import static dev.tutti.live.http.Inside.call;
import static dev.tutti.live.http.Inside.field;
import static dev.tutti.live.http.Inside.set;

import dev.tutti.base.log.Log;
import dev.tutti.live.socket.Engine;
import dev.tutti.live.socket.StandardSocket;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.grizzly.Connection;

/**
 * Payara's, down to Grizzly's connection by Tyrus's private fields (seen in Tyrus 2.1.5 in Payara 6.2025). They are followed
 * while the connection is young: the objects on the way are used again for others afterwards, the connection itself never
 * is.
 */
public final class TyrusEngine implements Engine {
    private static final System.Logger LOG = Log.of(TyrusEngine.class);

    /**
     * What Grizzly may hold for a client that does not read, in bytes. Left alone it is four times the kernel's buffer,
     * up to 16 MB of heap for one connection, which no bound of ours would see.
     */
    private static final int QUEUE_BYTES = 131_072;

    /**
     * Takes the place of the timers for idle time-outs. There are none, and yet Tyrus starts one anew for every frame that
     * it sends or hears, pings and pongs among them, and for that searches all of the server's archives for services: a
     * third of Payara's processor time under two thousand connections that only answered pings.
     */
    private static final ScheduledExecutorService NO_TIMERS = (ScheduledExecutorService) Proxy.newProxyInstance(
            TyrusEngine.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (timers, method, values) -> null);

    public TyrusEngine() throws ClassNotFoundException {
        Class.forName("org.glassfish.tyrus.core.TyrusSession");
        Class.forName(Connection.class.getName());
    }

    @Override
    public Socket of(Session session) {
        try {
            Connection<?> connection = connection(session);
            connection.setMaxAsyncWriteQueueSize(QUEUE_BYTES);
            set(session, "service", NO_TIMERS);
            return new TyrusSocket(connection);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "engine.unknown This server's WebSockets are others than we know: they are slower, and cannot be ended by force",
                    changed);
            return new StandardSocket(session);
        }
    }

    private static Connection<?> connection(Session session) throws ReflectiveOperationException {
        Object webSocket = field(session.getBasicRemote(), "webSocket");
        Object writer = field(field(webSocket, "protocolHandler"), "writer");
        Object upgraded = call(field(writer, "tyrusHttpUpgradeHandler"), "getWebConnection");
        Object request = call(field(upgraded, "request"), "getCoyoteRequest");
        return (Connection<?>) call(call(request, "getContext"), "getConnection");
    }
}
