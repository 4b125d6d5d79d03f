package dev.tutti.live.socket;

import dev.tutti.live.hub.WireContract;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The wire of a socket")
class SocketWireTest extends WireContract {
    @Override
    protected Client connect() {
        return new Connection();
    }

    /** One that takes texts. */
    private static final class Connection extends MemorySocket {
        private Connection() {
            super("tutti.v1");
        }

        @Override
        Engine.Socket socket(Session session) {
            return new StandardSocket(session) {
                @Override
                public void kill() {
                    cut();
                }
            };
        }

        @Override
        RemoteEndpoint.Async remote() {
            return stub(RemoteEndpoint.Async.class, this::send);
        }

        private Object send(Object proxy, Method method, Object[] arguments) {
            if (!isOpen()) {
                throw new IllegalStateException("closed");
            }
            if (method.getName().equals("sendText")) {
                SendHandler handler = (SendHandler) arguments[1];
                take(
                        List.of((String) arguments[0]),
                        success ->
                                handler.onResult(success ? new SendResult() : new SendResult(new IOException("gone"))));
            }
            return null;
        }
    }
}
