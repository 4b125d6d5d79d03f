package dev.tutti.base.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is counted and measured")
class ExpositionTest {
    @Test
    @DisplayName("is OpenMetrics text, which ends as such, and has what has not happened yet")
    void openMetrics() throws IOException {
        List<String> lines = lines();

        assertEquals("# EOF", lines.get(lines.size() - 1));
        assertTrue(lines.contains("# TYPE tutti_deliveries counter"));
        assertTrue(lines.stream().anyMatch(line -> line.matches("tutti_deliveries_total \\d+\\.0")));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}")));
        for (Limit limit : Limit.values()) {
            String line = "tutti_limits_struck_total{limit=\"TUTTI_" + limit + "\"} ";
            assertTrue(lines.stream().anyMatch(one -> one.startsWith(line)), line);
        }
    }

    @Test
    @DisplayName("is told apart by words, of which there are never more than can be remembered")
    void words() throws IOException {
        long before = Count.RESETS.soFar("too_old");
        Count.RESETS.up("too_old");
        Count.REFUSALS.up("http", "not_found");
        assertEquals(before + 1, Count.RESETS.soFar("too_old"));
        assertTrue(lines().stream()
                .anyMatch(line -> line.startsWith("tutti_refusals_total{code=\"not_found\",over=\"http\"} ")));

        IntStream.range(0, 1_000).forEach(i -> Count.DATABASE_BUSY.up("state-" + i));
        List<String> states = lines().stream()
                .filter(line -> line.startsWith("tutti_database_busy_total{"))
                .toList();
        assertTrue(states.size() <= 101, () -> "there are " + states.size());
        assertTrue(states.stream().anyMatch(line -> line.startsWith("tutti_database_busy_total{state=\"other\"} ")));
    }

    @Test
    @DisplayName("tells how things are when it is asked, and not before")
    void levels() throws IOException {
        Level.FEEDS.isReadFrom(() -> 7);
        Level.BUS_STATE.isReadFrom(() -> Map.of("up", 1L, "degraded", 0L));

        assertTrue(lines().contains("tutti_feeds 7.0"));
        assertTrue(lines().contains("tutti_bus_state{state=\"up\"} 1.0"));
        Level.FEEDS.isReadFrom(() -> 8);
        assertTrue(lines().contains("tutti_feeds 8.0"));
    }

    @Test
    @DisplayName("spreads times over buckets, each of which has those below it too")
    void distributions() throws IOException {
        String family = "tutti_commit_to_delivery_seconds";
        List<String> series = List.of(
                "_bucket{heard=\"journal\",le=\"0.002\"}",
                "_bucket{heard=\"journal\",le=\"0.005\"}",
                "_bucket{heard=\"journal\",le=\"10.0\"}",
                "_bucket{heard=\"journal\",le=\"+Inf\"}",
                "_count{heard=\"journal\"}",
                "_sum{heard=\"journal\"}");
        List<Double> before = numbers(family, series);
        Distribution.DELIVERY_OF_OTHERS.add(TimeUnit.MILLISECONDS.toNanos(3));
        Distribution.DELIVERY_OF_OTHERS.add(TimeUnit.MINUTES.toNanos(1));
        Distribution.DELIVERY_OF_OTHERS.add(-5);

        List<Double> more = List.of(1.0, 2.0, 2.0, 3.0, 3.0, 60.003);
        List<Double> after = numbers(family, series);
        for (int i = 0; i < more.size(); i++) {
            assertEquals(before.get(i) + more.get(i), after.get(i), 0.01, series.get(i));
        }
    }

    @Test
    @DisplayName("has no threads of its own, which would outlive the application")
    void noThreads() throws IOException {
        lines();

        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("prometheus")));
    }

    private static List<Double> numbers(String family, List<String> series) throws IOException {
        List<String> lines = lines();
        return series.stream()
                .map(one -> family + one + " ")
                .map(one -> lines.stream()
                        .filter(line -> line.startsWith(one))
                        .map(line -> Double.parseDouble(line.substring(one.length())))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    static List<String> lines() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.write(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
