package dev.tutti.live.socket;

import dev.tutti.live.hub.Wire;
import dev.tutti.live.hub.WireContract;
import jakarta.json.Json;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.StringReader;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A WebSocket in memory, whose container fails what is on its way when the connection is gone. */
abstract class MemorySocket implements WireContract.Client {
    private final String subprotocol;
    private final List<String> taken = new ArrayList<>();
    private Optional<Consumer<Boolean>> untold = Optional.empty();
    private boolean blocked;
    private boolean vanished;
    private boolean closed;
    private boolean cut;

    MemorySocket(String subprotocol) {
        this.subprotocol = subprotocol;
    }

    /** @return what writes to it; {@link #cut} is how it ends by force */
    abstract Engine.Socket socket(Session session);

    /** @return by what a container sends */
    RemoteEndpoint.Async remote() {
        throw new IllegalStateException("Nobody answers pings here");
    }

    @Override
    public Wire wire() {
        Session session = stub(Session.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getNegotiatedSubprotocol" -> subprotocol;
            case "getAsyncRemote" -> remote();
            case "close" -> closed = true;
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return new SocketWire(session, this::socket);
    }

    boolean isOpen() {
        return !closed && !vanished;
    }

    /** @param done told whether they were taken, as soon as nothing blocks them */
    void take(List<String> texts, Consumer<Boolean> done) {
        taken.addAll(texts);
        untold = Optional.of(done);
        if (!blocked) {
            unblock();
        }
    }

    void cut() {
        cut = true;
        vanish();
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
        tell(true);
    }

    @Override
    public void vanish() {
        vanished = true;
        tell(false);
    }

    private void tell(boolean success) {
        Optional<Consumer<Boolean>> done = untold;
        untold = Optional.empty();
        done.ifPresent(it -> it.accept(success));
    }

    @Override
    public boolean hasEnded() {
        return closed;
    }

    @Override
    public boolean wasCut() {
        return cut;
    }

    static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
