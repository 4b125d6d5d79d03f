package dev.tutti.chaos;

import com.sun.net.httpserver.HttpExchange;
import dev.tutti.base.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Where a webhook posts to: it answers, stalls, redirects, or is not there, as the test says. */
final class Stop implements AutoCloseable {
    private static final String TRACE = "traceparent";

    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final LocalServer server = new LocalServer(this::receive);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Manner manner = Manner.ANSWERS;

    private enum Manner {
        ANSWERS,
        STALLS,
        REDIRECTS
    }

    private record Posted(String title, boolean traced) {}

    /** @return what a write says so that only the node that takes it knows of its trace */
    static Map<String, String> traced() {
        return Map.of(TRACE, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    String url() {
        return server.url("/stop");
    }

    void answers() {
        manner = Manner.ANSWERS;
    }

    void stalls() {
        manner = Manner.STALLS;
    }

    void redirects() {
        manner = Manner.REDIRECTS;
    }

    /** Is not there; whoever is being answered is not. */
    void stop() {
        server.stop();
    }

    /** Is there, and answers. */
    void start() {
        answers();
        server.start();
    }

    /** @return how often something was posted */
    int heard() {
        return posted.size();
    }

    /** @return the titles of the tasks that were told of, in that order; what was tried again at once, once */
    List<String> titles() {
        List<String> titles = new ArrayList<>();
        for (Posted one : posted) {
            if (titles.isEmpty() || !titles.get(titles.size() - 1).equals(one.title())) {
                titles.add(one.title());
            }
        }
        return titles;
    }

    /** @return whether the last that was posted came from the node that had taken the write */
    boolean isTraced() {
        return posted.get(posted.size() - 1).traced();
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Manner now = manner;
        posted.add(new Posted(
                PlainHttp.json(body).getJsonObject("data").getString("title"),
                exchange.getRequestHeaders().containsKey(TRACE)));
        if (now == Manner.STALLS) {
            await();
        } else if (now == Manner.REDIRECTS) {
            exchange.getResponseHeaders().add("Location", url());
            exchange.sendResponseHeaders(302, -1);
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
