package dev.tutti.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How many connections nodes let in, as they count them themselves: where a whole crowd is one process, its clients hear late
 * of what they were let into. What a node answers was so at some time between the question and the answer.
 */
final class Admissions implements AutoCloseable {
    /** What the nodes must have as {@code TUTTI_METRICS_TOKEN}. */
    static final String TOKEN = "only-for-this-test-0123456789";

    private static final int LOOK_EVERY_MILLIS = 500;
    private static final Pattern ACCEPTED = Pattern.compile(
            "^tutti_handshakes_total\\{outcome=\"accepted\",transport=\"websocket\"} ([0-9]+)", Pattern.MULTILINE);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final Map<URI, List<Look>> looks = new ConcurrentHashMap<>();

    /** @param asked by {@link System#nanoTime}, as is the answer */
    private record Look(long asked, long answered, long accepted) {}

    Admissions(Node... nodes) {
        for (Node node : nodes) {
            looks.put(node.address(), new CopyOnWriteArrayList<>());
        }
        looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * @param atOnce how many do not count, because they may come at once
     * @return how many a second at most a node has let in, over any time that is not shorter than this
     */
    double most(Duration time, int atOnce) {
        return looks.values().stream()
                .mapToDouble(ofNode -> most(ofNode, time, atOnce))
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    private static double most(List<Look> looks, Duration time, int atOnce) {
        double most = 0;
        for (int i = 0; i < looks.size(); i++) {
            Look first = looks.get(i);
            // Where the count falls the node was started anew.
            for (int j = i + 1;
                    j < looks.size()
                            && looks.get(j).accepted() >= looks.get(j - 1).accepted();
                    j++) {
                Look last = looks.get(j);
                long within = last.answered() - first.asked();
                if (within >= time.toNanos()) {
                    double more = last.accepted() - first.accepted() - atOnce;
                    most = Math.max(most, more * TimeUnit.SECONDS.toNanos(1) / within);
                }
            }
        }
        return most;
    }

    private void look() {
        looks.forEach((node, ofNode) -> {
            long asked = System.nanoTime();
            accepted(node).ifPresent(accepted -> ofNode.add(new Look(asked, System.nanoTime(), accepted)));
        });
    }

    /** @return nothing where the node is away */
    private OptionalLong accepted(URI node) {
        HttpRequest ask = HttpRequest.newBuilder(node.resolve("api/metrics"))
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            String metrics =
                    http.send(ask, HttpResponse.BodyHandlers.ofString()).body();
            return ACCEPTED.matcher(metrics)
                    .results()
                    .map(MatchResult::group)
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException away) {
            return OptionalLong.empty();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }
}
