package dev.tutti.live.http;

import dev.tutti.base.log.Log;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Ends a connection whose client takes nothing. The standard offers to complete the answer, behind all that was not taken
 * before: on one server that is for ever. So this follows the request down to its connection, on either server (Undertow
 * 2.3 and Grizzly 4, as in WildFly 39 and Payara 6); elsewhere it does nothing. It does so while the request is young: the
 * objects on the way are used again for others afterwards, the connection itself never is.
 */
final class Cut {
    private static final System.Logger LOG = Log.of(Cut.class);

    private Cut() {}

    /** @return ends the connection on which the request came */
    static Runnable of(HttpServletRequest request) {
        try {
            Object connection = Inside.call(Inside.call(request, "getExchange"), "getConnection");
            return () -> run(connection, "close");
        } catch (ReflectiveOperationException | RuntimeException notUndertow) {
            return ofGrizzly(request);
        }
    }

    private static Runnable ofGrizzly(HttpServletRequest request) {
        try {
            Object coyote = Inside.call(Inside.field(request, "request"), "getCoyoteRequest");
            Object connection = Inside.call(Inside.call(coyote, "getContext"), "getConnection");
            return () -> run(connection, "terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException unknownServer) {
            return () -> complain(unknownServer);
        }
    }

    private static void run(Object connection, String method) {
        try {
            Inside.call(connection, method);
        } catch (ReflectiveOperationException | RuntimeException changed) {
            complain(changed);
        }
    }

    private static void complain(Exception changed) {
        String what = "A connection could not be ended by force; it stays until its client goes";
        LOG.log(System.Logger.Level.WARNING, what, changed);
    }
}
