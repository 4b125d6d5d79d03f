package dev.tutti.work.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tutti.base.json.StrictJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that hears what is posted, and answers as it is told. */
final class Receiver implements AutoCloseable {
    /** What it does with one request. */
    interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** What was posted. */
    record Heard(String id, long second, List<String> signatures, JsonObject body, byte[] bytes) {
        String type() {
            return body.getString("type");
        }
    }

    final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Deque<Manner> manners = new ConcurrentLinkedDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int port;
    private HttpServer server;

    Receiver() {
        start();
    }

    /** Answers the next requests like this, one each; all others with 204. */
    void next(Manner... answers) {
        manners.addAll(List.of(answers));
    }

    static Manner status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    List<String> types() {
        return heard.stream().map(Heard::type).toList();
    }

    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        heard.add(new Heard(
                headers.getFirst("webhook-id"),
                Long.parseLong(headers.getFirst("webhook-timestamp")),
                List.of(headers.getFirst("webhook-signature").split(" ")),
                StrictJson.object(new String(bytes, StandardCharsets.UTF_8)),
                bytes));
        Manner manner = manners.poll();
        (manner == null ? status(204) : manner).answer(exchange);
    }
}
