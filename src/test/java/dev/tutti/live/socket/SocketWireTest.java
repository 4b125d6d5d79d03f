package dev.tutti.live.socket;

import dev.tutti.live.hub.Wire;
import dev.tutti.live.hub.WireContract;
import jakarta.json.Json;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The wire of a socket")
class SocketWireTest extends WireContract {
    @Override
    protected Client connect() {
        return new Socket();
    }

    /** A WebSocket in memory, whose container fails what is on its way when the connection is gone. */
    private static final class Socket implements Client {
        private final List<String> taken = new ArrayList<>();
        private Optional<SendHandler> untold = Optional.empty();
        private boolean blocked;
        private boolean vanished;
        private boolean closed;
        private boolean cut;

        @Override
        public Wire wire() {
            Session session = stub(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "getAsyncRemote" -> stub(RemoteEndpoint.Async.class, this::send);
                case "close" -> closed = true;
                case "getNegotiatedSubprotocol" -> "tutti.v1";
                default -> throw new UnsupportedOperationException(method.getName());
            });
            return new SocketWire(session, opened -> new StandardSocket(opened) {
                @Override
                public void kill() {
                    cut = true;
                    vanish();
                }
            });
        }

        private Object send(Object proxy, java.lang.reflect.Method method, Object[] arguments) throws IOException {
            if (closed || vanished) {
                throw new IllegalStateException("closed");
            }
            if (method.getName().equals("sendText")) {
                untold = Optional.of((SendHandler) arguments[1]);
                taken.add((String) arguments[0]);
                if (!blocked) {
                    unblock();
                }
            }
            return null;
        }

        @Override
        public List<Long> heard() {
            return taken.stream()
                    .map(text -> Json.createReader(new StringReader(text)).readObject())
                    .map(frame -> frame.getJsonNumber("seq").longValueExact())
                    .toList();
        }

        @Override
        public void block() {
            blocked = true;
        }

        @Override
        public void unblock() {
            blocked = false;
            tell(new SendResult());
        }

        @Override
        public void vanish() {
            vanished = true;
            tell(new SendResult(new IOException("gone")));
        }

        private void tell(SendResult result) {
            Optional<SendHandler> handler = untold;
            untold = Optional.empty();
            handler.ifPresent(it -> it.onResult(result));
        }

        @Override
        public boolean hasEnded() {
            return closed;
        }

        @Override
        public boolean wasCut() {
            return cut;
        }

        private static <T> T stub(Class<T> type, InvocationHandler handler) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }
}
