package dev.tutti.base;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server of a test's own, for what we call. It can go, and come back to where it was. */
public final class LocalServer implements AutoCloseable {
    private final HttpHandler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int port;
    private HttpServer server;

    /** @param handler of all that is asked for; from now on */
    public LocalServer(HttpHandler handler) {
        this.handler = handler;
        start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /** Is not there; whoever is being answered is not. */
    public void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }
}
