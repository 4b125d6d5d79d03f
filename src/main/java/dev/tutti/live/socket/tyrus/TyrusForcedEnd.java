package dev.tutti.live.socket.tyrus;

import static dev.tutti.live.http.Inside.call;
import static dev.tutti.live.http.Inside.field;

import dev.tutti.base.log.Log;
import dev.tutti.live.socket.ForcedEnd;
import jakarta.websocket.Session;

/**
 * Ends a connection on Payara, and bounds what the server holds for it. Tyrus offers no way to, so this follows its private fields down to Grizzly's connection
 * (seen in Tyrus 2.1.5 in Payara 6.2025). It does so while the connection is young: the objects on the way are used
 * again for others afterwards, the connection itself never is.
 */
public final class TyrusForcedEnd implements ForcedEnd {
    private static final System.Logger LOG = Log.of(TyrusForcedEnd.class);

    /**
     * What Grizzly may hold for a client that does not read, in bytes. Left alone it is four times the kernel's buffer,
     * up to 16 MB of heap for one connection, which no bound of ours would see.
     */
    private static final int QUEUE_BYTES = 131_072;

    public TyrusForcedEnd() throws ClassNotFoundException {
        Class.forName("org.glassfish.tyrus.core.TyrusSession");
    }

    @Override
    public Runnable of(Session session) {
        try {
            Object connection = connection(session);
            call(connection, "setMaxAsyncWriteQueueSize", QUEUE_BYTES);
            return () -> terminate(connection);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            return () -> complain(changed);
        }
    }

    private static Object connection(Session session) throws ReflectiveOperationException {
        Object webSocket = field(session.getBasicRemote(), "webSocket");
        Object writer = field(field(webSocket, "protocolHandler"), "writer");
        Object upgraded = call(field(writer, "tyrusHttpUpgradeHandler"), "getWebConnection");
        Object request = call(field(upgraded, "request"), "getCoyoteRequest");
        return call(call(request, "getContext"), "getConnection");
    }

    private static void terminate(Object connection) {
        try {
            call(connection, "terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException changed) {
            complain(changed);
        }
    }

    private static void complain(Exception changed) {
        String what = "A connection could not be ended by force; it stays until its client goes";
        LOG.log(System.Logger.Level.WARNING, what, changed);
    }
}
