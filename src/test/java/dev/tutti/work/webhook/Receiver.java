package dev.tutti.work.webhook;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.base.LocalServer;
import dev.tutti.base.json.StrictJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

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
    private final LocalServer server = new LocalServer(this::receive);

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
        return server.url("/hook");
    }

    List<String> types() {
        return heard.stream().map(Heard::type).toList();
    }

    void start() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    @Override
    public void close() {
        server.close();
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
