package dev.tutti.live.socket;

import dev.tutti.base.log.Log;
import dev.tutti.live.protocol.Encoded;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What carries a server's WebSockets. The standard has no word for some of what is needed, and one server a very slow one for
 * most of the rest; so each server that we know has an engine of its own, in a room of its own, found by name where that
 * server is.
 */
public interface Engine {
    System.Logger LOG = Log.of(Engine.class);

    /** One connection, as far as more than the standard is asked of it. None of these methods waits for the client. */
    interface Socket {
        /** @param done told once, whether the server took the message; on any thread, and possibly before this returns */
        void send(Encoded message, Consumer<Boolean> done);

        /** @return the thread that alone writes to the connection, where the server has such */
        default Optional<Executor> thread() {
            return Optional.empty();
        }

        /**
         * @return whether a message that comes when the connection has ended is turned down, whatever has become of the
         *     connection. Elsewhere none may come then
         */
        default boolean isGuarded() {
            return false;
        }

        /** @return whether it takes several messages at once */
        default boolean gathers() {
            return false;
        }

        /** Sends several messages in one write; only asked of one that {@linkplain #gathers gathers}. */
        default void send(List<Encoded> messages, Consumer<Boolean> done) {
            throw new UnsupportedOperationException("This server takes one message at a time");
        }

        /**
         * Frees the connection and what the server holds for it, without waiting for the client. The standard {@code
         * close()} waits for its frame to be read, behind all that was not read before it: a minute and a half on one
         * server, for ever on the other. Harmless when the connection has ended already.
         */
        void kill();
    }

    /** @param session a connection that has just been opened */
    Socket of(Session session);

    /** @return this server's, or what the standard alone can do where the server is not known */
    static Engine ofThisServer() {
        List<String> known =
                List.of("dev.tutti.live.socket.undertow.UndertowEngine", "dev.tutti.live.socket.tyrus.TyrusEngine");
        for (String name : known) {
            try {
                return (Engine) Class.forName(name, true, Engine.class.getClassLoader())
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError elsewhere) {
                continue;
            }
        }
        LOG.log(System.Logger.Level.WARNING, "engine.unknown means=slower");
        return StandardSocket::new;
    }
}
