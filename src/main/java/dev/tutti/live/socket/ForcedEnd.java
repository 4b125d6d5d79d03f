package dev.tutti.live.socket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;

/**
 * Ends a connection whose client does not let go. The standard {@code close()} waits for its frame to be read, behind
 * all that was not read before it: a minute and a half on one server, for ever on the other. So there is one of these
 * for each server that we know, in a room of its own, found by name where that server is.
 */
public interface ForcedEnd {
    /**
     * @param session a connection that has just been opened
     * @return frees the connection and what the container holds for it, without waiting for the client; harmless when
     *     the connection has ended already
     */
    Runnable of(Session session);

    /** @return the way of this server, or the standard close where the server is not known */
    static ForcedEnd ofThisServer() {
        List<String> known = List.of(
                "dev.tutti.live.socket.undertow.UndertowForcedEnd", "dev.tutti.live.socket.tyrus.TyrusForcedEnd");
        for (String name : known) {
            try {
                return (ForcedEnd) Class.forName(name, true, ForcedEnd.class.getClassLoader())
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError elsewhere) {
                continue;
            }
        }
        return session -> () -> close(session);
    }

    private static void close(Session session) {
        try {
            session.close();
        } catch (IOException gone) {
            // which is what was wanted
        }
    }
}
