package dev.tutti.live.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request in memory, and a container that holds its users to the rules: no write before the last one was taken, none
 * before it has called, none after the end.
 */
public final class Pipe {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ByteArrayOutputStream untaken = new ByteArrayOutputStream();
    private final Map<String, String> headers = new TreeMap<>();
    private Optional<WriteListener> listener = Optional.empty();
    private final Exchange exchange;
    private int status = 200;
    private boolean called;
    private boolean blocked;
    private boolean vanished;
    private boolean completed;
    private boolean cut;
    private Runnable duringWrite = () -> {};

    /** A request that has an inside, as that of one of the servers. */
    public interface Insides {
        Object getExchange();
    }

    /** Likewise. */
    public final class Connection {
        public Object getConnection() {
            return this;
        }

        public void close() {
            cut = true;
            vanished = true;
        }
    }

    public Pipe() {
        try {
            exchange = Exchange.of(request(), response());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The container lets the request's thread go, and calls for the first write. */
    public Pipe call() {
        called = true;
        possible();
        return this;
    }

    public Exchange exchange() {
        return exchange;
    }

    public void block() {
        blocked = true;
    }

    public void unblock() {
        blocked = false;
        take();
        possible();
    }

    public void vanish() {
        vanished = true;
        if (untaken.size() > 0) {
            listener.orElseThrow().onError(new IOException("gone"));
        }
    }

    /** Does something within the next write. */
    void duringNextWrite(Runnable what) {
        duringWrite = what;
    }

    /** The container says that the client is gone. */
    void tellLoss() {
        listener.orElseThrow().onError(new IOException("gone"));
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** @return what the client has taken of the body */
    public String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    public boolean isCompleted() {
        return completed;
    }

    public boolean wasCut() {
        return cut;
    }

    private void possible() {
        if (!completed) {
            try {
                listener.orElseThrow().onWritePossible();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private void take() {
        body.writeBytes(untaken.toByteArray());
        untaken.reset();
    }

    private HttpServletRequest request() {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "startAsync" -> context();
            case "getExchange" -> new Connection();
            default -> throw new UnsupportedOperationException(method.getName());
        };
        return (HttpServletRequest) Proxy.newProxyInstance(
                Pipe.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class, Insides.class}, handler);
    }

    private AsyncContext context() {
        return stub(AsyncContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("complete")) {
                assertFalse(completed, "completed twice");
                completed = true;
            }
            return null;
        });
    }

    private HttpServletResponse response() {
        return stub(HttpServletResponse.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getOutputStream" -> {
                    return new Out();
                }
                case "setStatus" -> status = (int) arguments[0];
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Out extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return untaken.size() == 0;
        }

        @Override
        public void setWriteListener(WriteListener chosen) {
            listener = Optional.of(chosen);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet});
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            check();
            Runnable what = duringWrite;
            duringWrite = () -> {};
            what.run();
            untaken.writeBytes(bytes);
            if (!blocked) {
                take();
            }
        }

        @Override
        public void flush() throws IOException {
            check();
        }

        private void check() throws IOException {
            assertTrue(called, "written before the container has called");
            assertTrue(isReady(), "written before the last was taken");
            assertFalse(completed, "written after the end");
            if (vanished) {
                throw new IOException("gone");
            }
        }
    }
}
