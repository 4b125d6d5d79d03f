package dev.tutti.live.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Ends a connection whose client takes nothing. The standard offers to complete the answer, behind all that was not taken
 * before: on one server that is for ever. So this follows the request down to its connection, on either server (Undertow
 * 2.3 and Grizzly 4, as in WildFly 39 and Payara 6); elsewhere it does nothing. It does so while the request is young: the
 * objects on the way are used again for others afterwards, the connection itself never is.
 *
 * @param connection ends the connection on which the request came
 * @param keeper where an answer that was broken off is to be closed, on the server that otherwise logs each as an error
 */
record Cut(Runnable connection, Optional<Executor> keeper) {
    private static final System.Logger LOG = System.getLogger(Cut.class.getName());

    static Cut of(HttpServletRequest request) {
        try {
            Object exchange = Inside.call(request, "getExchange");
            Object connection = Inside.call(exchange, "getConnection");
            Executor thread = (Executor) Inside.call(exchange, "getIoThread");
            return new Cut(() -> run(connection, "close"), Optional.of(thread));
        } catch (ReflectiveOperationException | RuntimeException notUndertow) {
            return new Cut(ofGrizzly(request), Optional.empty());
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
